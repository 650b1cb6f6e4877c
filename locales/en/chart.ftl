### Charts: the table under each of them.

chart-show-table = Show as table
chart-hide-table = Hide the table
chart-copy = Copy the table
chart-copied = Copied
chart-copy-failed = The browser did not allow copying. Select the table and copy it by hand.
chart-all-rows = Show all { $count } rows
