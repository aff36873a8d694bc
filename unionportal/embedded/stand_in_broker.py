"""Stand-in for Redis where none is installed: fakeredis behind a loopback port, about forty times slower, memory only.

Started by `Broker` as a process of its own; port and password come on standard input, and its end ends the process.
"""

import os
import sys
import threading

from fakeredis import TcpFakeServer


def main() -> None:
    port, password = sys.stdin.readline().split()
    server = TcpFakeServer(("127.0.0.1", int(port)))
    server.fake_server.config[b"requirepass"] = password.encode()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    server.serve_forever()


def _end_with_parent() -> None:
    """Nothing is kept, so there is nothing to finish."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
