### The demo base.

demo-progress = Making the demo base: { $percent } %
demo-ready = The demo base is at { $address }
    Its data is in { $data }. Stop with Ctrl-C.
demo-log-ins = Log-ins, made for this time only (role, log-in, password):
demo-not-empty = There is a base in { $data } already. A demo base is made in an empty folder only.
demo-analysis = The classes of past months cannot be counted: { $detail }
