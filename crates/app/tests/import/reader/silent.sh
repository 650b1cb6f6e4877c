#!/bin/sh
# Says what the file holds and then nothing, without end.
for file; do :; done
/bin/cat "$file"
exec /bin/sleep 600
