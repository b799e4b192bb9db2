"""Passes connections on: what one end says the other hears, no faster than it takes it, and so they end and break off."""
import errno
import select
import socket
import struct

CHUNK = 65_536
IN, OUT = select.EPOLLIN, select.EPOLLOUT
BREAK_OFF = struct.pack("ii", 1, 0)


class Loop:
    def __init__(self):
        self.epoll = select.epoll()
        self.handlers = {}

    def turn(self, seconds):
        for descriptor, _ in self.epoll.poll(seconds):
            # Another one may have closed it just now. A handler that finds nothing to do does nothing.
            handler = self.handlers.get(descriptor)
            if handler is not None:
                handler()

    def pass_on(self, listening, make_socket, address):
        """Connects whoever comes to the listening socket with that address, by a socket made for each."""
        listening.setblocking(False)
        self.watch(listening, IN, lambda: self.accept(listening, make_socket, address))

    def accept(self, listening, make_socket, address):
        try:
            come, _ = listening.accept()
            sockets = come, make_socket()
        except OSError:
            return  # It has gone again.
        a, b = (End(self, one) for one in sockets)
        a.other, b.other = b, a
        if b.socket.connect_ex(address) in (0, errno.EINPROGRESS):
            a.follow()
            b.follow()
        else:
            a.break_off()

    def watch(self, one, mask, handler):
        known = one.fileno() in self.handlers
        self.handlers[one.fileno()] = handler
        (self.epoll.modify if known else self.epoll.register)(one.fileno(), mask)

    def leave(self, one):
        """Closes it."""
        self.forget(one)
        one.close()

    def forget(self, one):
        if self.handlers.pop(one.fileno(), None) is not None:
            self.epoll.unregister(one.fileno())


class End:
    """One end of a connection that is passed on."""

    def __init__(self, loop, own):
        own.setblocking(False)
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.loop, self.socket, self.other = loop, own, None
        self.mask = None
        self.unheard = b""  # what it has yet to take
        self.finished = False  # it says nothing more

    def handle(self):
        try:
            if self.unheard:
                self.hear(b"")
            if not self.finished and not self.other.unheard:
                self.listen()
        except OSError:
            self.break_off()
            return
        if self.finished and self.other.finished and not self.unheard and not self.other.unheard:
            self.loop.leave(self.socket)
            self.loop.leave(self.other.socket)
            return
        self.follow()
        self.other.follow()

    def listen(self):
        try:
            said = self.socket.recv(CHUNK)
        except BlockingIOError:
            return
        self.finished = said == b""
        self.other.hear(said)

    def hear(self, said):
        waiting = self.unheard + said if self.unheard else said
        try:
            self.unheard = waiting[self.socket.send(waiting) :] if waiting else b""
        except BlockingIOError:
            self.unheard = waiting
        if self.other.finished and not self.unheard:
            self.socket.shutdown(socket.SHUT_WR)

    def follow(self):
        """Has itself told what it can do now."""
        listens = not self.finished and not self.other.unheard
        mask = (IN if listens else 0) | (OUT if self.unheard else 0)
        if mask == self.mask:
            return
        self.mask = mask
        if mask == 0:
            self.loop.forget(self.socket)  # Its end would be told again and again.
        else:
            self.loop.watch(self.socket, mask, self.handle)

    def break_off(self):
        for one in (self.socket, self.other.socket):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, BREAK_OFF)
            self.loop.leave(one)
