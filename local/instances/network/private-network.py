"""Runs a command in a network of its own, which this process joins with the machine's: both are at hand in here only.

    private-network.py ADDRESS [REACHED_ADDRESS:PORT]... -- COMMAND...

What listens inside on ADDRESS or on all addresses is offered by the machine at ADDRESS, on the same port, for as long as
it listens. What the machine has at a REACHED_ADDRESS:PORT is inside at that same address. There is no other way in or out.

Started with `unshare -r`. Ends with the command, and as it does; ended by force, it takes the command along where the
command asked for that (`setpriv --pdeathsig`).
"""
import _thread
import ctypes
import fcntl
import os
import signal
import socket
import struct
import sys
import time
from _queue import SimpleQueue

from listeners import Listeners
from passing import Loop

# How often it is looked at what listens.
LOOK_SECONDS = 0.1
# Below, nobody but the machine's root may listen: offered this much higher (as network.ts knows).
FIRST_FREE_PORT, SHIFT = 1024, 60_000

CLONE_NEWNET = 0x40000000
SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x8914, 0x1, 0x40


class Outside:
    """Makes sockets of the machine's network, of which they stay whoever uses them: its thread has never left it."""

    def __init__(self):
        self.asked, self.made = SimpleQueue(), SimpleQueue()
        _thread.start_new_thread(self.make, ())

    def make(self):
        while True:
            self.asked.get()
            try:
                self.made.put(socket.socket())
            except OSError as error:
                self.made.put(error)

    def socket(self):
        self.asked.put(None)
        made = self.made.get()
        if isinstance(made, OSError):
            raise made
        return made


class Offers:
    """The ports of the inside that the machine offers at the address."""

    def __init__(self, loop, address, outside):
        self.loop, self.address, self.outside = loop, address, outside
        self.listeners = Listeners(address)
        self.offered, self.said = {}, set()

    def look(self):
        ports = self.listeners.ports()
        for port in self.offered.keys() - ports:
            self.loop.leave(self.offered.pop(port))
        self.said &= ports
        for port in ports - self.offered.keys():
            try:
                self.offer(port)
            except OSError as error:
                self.complain(port, error.strerror)

    def offer(self, port):
        listening = self.outside.socket()
        try:
            listen(listening, self.address, port if port >= FIRST_FREE_PORT else port + SHIFT)
        except OSError:
            listening.close()
            raise
        self.loop.pass_on(listening, socket.socket, (self.address, port))
        self.offered[port] = listening

    def complain(self, port, why):
        if port not in self.said:
            print(f"private-network: port {port} cannot be offered at {self.address}: {why}", file=sys.stderr, flush=True)
        self.said.add(port)


def listen(listening, address, port):
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((address, port))
    listening.listen(4096)


def leave_the_machines_network():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        sys.exit(f"private-network: no network namespace: {os.strerror(ctypes.get_errno())}")
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP | IFF_RUNNING))


def end_with_command(*_):
    ended, status = os.waitpid(-1, os.WNOHANG)
    if ended:
        code = os.waitstatus_to_exitcode(status)
        os._exit(code if code >= 0 else 128 - code)


def main():
    split = sys.argv.index("--")
    (address, *reached), command = sys.argv[1:split], sys.argv[split + 1 :]
    outside = Outside()
    leave_the_machines_network()
    loop = Loop()
    for host, _, port in (one.rpartition(":") for one in reached):
        listening = socket.socket()
        listen(listening, host, int(port))
        loop.pass_on(listening, outside.socket, (host, int(port)))
    offers = Offers(loop, address, outside)
    signal.signal(signal.SIGCHLD, end_with_command)
    # Python ignores these two; nobody else is to.
    os.posix_spawnp(command[0], command, os.environ, setsigdef=[signal.SIGPIPE, signal.SIGXFSZ])
    while True:
        offers.look()
        until = time.monotonic() + LOOK_SECONDS
        while (left := until - time.monotonic()) > 0:
            loop.turn(left)


main()
