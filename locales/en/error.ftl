### Refusals: one message for each stable code of the API.

error-unknown = The server refused: { $code }
error-network = The server does not answer. What you typed is still here; try again in a moment.
error-internal = Something went wrong on the server. It is written down there.
error-not_found = There is no such record, or you may not see it.
