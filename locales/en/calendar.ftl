### The calendar.

calendar-view = View
calendar-view-day = Day
calendar-view-week = Week
calendar-view-month = Month
calendar-today = Today
calendar-before = Before
calendar-after = After
calendar-meeting = Book a meeting
calendar-birthday = Birthday
calendar-moved = { $title }: { $when }
calendar-more = There are more tasks than are shown: choose fewer days or one employee.
calendar-zone = Times are those of the company: { $zone }.
calendar-keys = Arrows go from day to day and entry to entry, Shift and an arrow moves an entry, Enter opens it, C makes one.
calendar-count = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
}
calendar-others = { $count ->
    [one] { $shown } more
   *[other] { $shown } more
}
calendar-empty = Nothing is planned
calendar-empty-text = Tasks with their days, meetings with their times, promises to clients and birthdays stand here.
calendar-feed = Subscribe
calendar-feed-text = A calendar program of your phone or computer reads your tasks at a secret address, as far as you may see them at that moment. No telephone numbers and no notes are told. Whoever knows the address reads it without signing in.
calendar-feed-make = Make an address
calendar-feed-renew = New address
calendar-feed-renew-text = The address in use stops working; every program that reads it needs the new one.
calendar-feed-once = The address is shown this once. Add it to your calendar program as a subscription.
calendar-feed-address = Address
calendar-feed-since = Made { $when }
calendar-feed-read = last read { $when }
calendar-feed-unread = not read yet
calendar-feed-off = Switch off
calendar-feed-off-text = Programs that read the address get nothing any more.
calendar-feed-is-off = The address is switched off
