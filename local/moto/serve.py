"""Serves moto on 127.0.0.1, prints its port, and ends when its standard input does.

    serve.py <port, or 0 for a free one>

Whoever started it holds the other end of its standard input: when they end, however they end, so does this.
"""
import errno
import logging
import os
import socket
import sys
import threading

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

# Beside these two, which are no part of the environment's packages, nothing is to be left.
sys.dont_write_bytecode = True
import elsewhere
import ids

sys.dont_write_bytecode = False

HOST = "127.0.0.1"
# How this ends when the port is taken.
TAKEN = 98


def end_with_parent():
    while os.read(0, 4096):
        pass
    os._exit(0)


def bound(port):
    """Bound here and not by werkzeug, which says in words of its own that a port is taken."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.exit(TAKEN)
    listening.listen(128)
    return listening


def main():
    threading.Thread(target=end_with_parent, daemon=True).start()
    # A line for every request, otherwise.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    listening = bound(int(sys.argv[1]))
    ids.patch()
    elsewhere.patch()
    application = ids.Ids(DomainDispatcherApplication(create_backend_app))
    port = listening.getsockname()[1]
    os.environ["MOTO_PORT"] = str(port)
    server = make_server(
        HOST, port, application, threaded=True, request_handler=MotoRequestHandler, fd=listening.fileno()
    )
    print(port, flush=True)
    server.serve_forever()


main()
