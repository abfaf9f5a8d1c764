"""Stop with a sentence when the portal cannot listen on the port. Runs before anything is installed."""

import errno
import socket
import sys


def fault_of(port: str) -> str:
    """Why the portal cannot listen on this port of 127.0.0.1; empty where it can."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        return f"PORT={port} is not a port number. Choose one from 1024 to 65535: make run PORT=8001"
    with socket.socket() as listener:
        # As the server does it: a port that was left a moment ago is free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(port)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                another = int(port) + 1 if int(port) < 65535 else 8001
                return f"Port {port} is taken by another program. Choose another: make run PORT={another}"
            if error.errno == errno.EACCES:
                return f"Port {port} is kept for the system. Choose one above 1023: make run PORT=8000"
            raise
    return ""


if __name__ == "__main__":
    sys.exit(fault_of(sys.argv[1]) or None)
