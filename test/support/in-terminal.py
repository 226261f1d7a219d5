"""Runs a command in a terminal of its own and types into it: in-terminal.py '[["awaited text", "keys"], ...]' command...

Each keys are typed when the text that they wait for is shown, after what was shown for the keys before. What the command shows
goes to stdout, and its exit code is that of this script.
"""
import fcntl
import json
import os
import pty
import struct
import sys
import termios

steps = json.loads(sys.argv[1])
process, terminal = pty.fork()
if process == 0:
    # Without a size, each character would get a line of its own.
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 120, 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])

unread = b''
while True:
    try:
        shown = os.read(terminal, 65536)
    except OSError:
        break
    if not shown:
        break
    sys.stdout.buffer.write(shown)
    unread += shown
    while steps and steps[0][0].encode() in unread:
        awaited, keys = steps.pop(0)
        unread = unread.split(awaited.encode(), 1)[1]
        os.write(terminal, keys.encode())

_, status = os.waitpid(process, 0)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(status))
