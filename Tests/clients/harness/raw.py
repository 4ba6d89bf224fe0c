"""A client of bare sockets: it can send any frames, also those that no good client would."""

import contextlib
import datetime
import hashlib
import hmac
import json
import uuid

import zmq

DELIMITER = b"<IDS|MSG>"
PORTS = {"shell": "shell_port", "control": "control_port", "stdin": "stdin_port", "iopub": "iopub_port",
         "heartbeat": "hb_port"}
KINDS = {"shell": zmq.DEALER, "control": zmq.DEALER, "stdin": zmq.DEALER, "iopub": zmq.SUB, "heartbeat": zmq.REQ}


def now(seconds=0):
    """The date of a header, some seconds ahead."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).isoformat()


class RawClient:
    """Sockets to the channels of a connection file, opened on first use."""

    def __init__(self, connection, key=None, curve=True):
        self.connection = connection
        own = connection.get("key", "")
        self.key = key if key is not None else own if isinstance(own, bytes) else own.encode()
        self.server_key = connection.get("curve_publickey") if curve is True else curve
        self.session = uuid.uuid4().hex
        self.context = zmq.Context()
        self.sockets = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.destroy(linger=0)

    def endpoint(self, channel):
        port = self.connection[PORTS[channel]]
        separator = "-" if self.connection["transport"] == "ipc" else ":"
        return f"{self.connection['transport']}://{self.connection['ip']}{separator}{port}"

    def socket(self, channel, kind=None):
        if channel not in self.sockets:
            socket = self.context.socket(kind or KINDS[channel])
            if self.server_key:
                socket.curve_publickey, socket.curve_secretkey = zmq.curve_keypair()
                socket.curve_serverkey = self.server_key.encode()
            if socket.type == zmq.SUB:
                socket.subscribe(b"")
            socket.connect(self.endpoint(channel))
            self.sockets[channel] = socket
        return self.sockets[channel]

    def sign(self, parts):
        if not self.key:
            return b""
        digest = hmac.new(self.key, digestmod=hashlib.sha256)
        for part in parts:
            digest.update(part)
        return digest.hexdigest().encode()

    def header(self, kind, **changes):
        return {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": self.session, "username": "raw",
                "date": now(), "version": "5.4", **changes}

    def frames(self, kind="kernel_info_request", content=None, signature=None, header=None, metadata=None):
        """The frames of a message; header, metadata and content may be values or any bytes."""
        values = [header or self.header(kind), {}, metadata or {}, content or {}]
        body = [value if isinstance(value, bytes) else json.dumps(value).encode() for value in values]
        return [DELIMITER, self.sign(body) if signature is None else signature, *body]

    def send(self, channel, frames):
        self.socket(channel).send_multipart(frames)

    def receive(self, channel, timeout=5.0):
        """The next message as a dictionary, None when there is none in time. It must be signed well."""
        socket = self.socket(channel)
        if not socket.poll(timeout * 1000):
            return None
        parts = socket.recv_multipart()
        place = parts.index(DELIMITER)
        signature, body = parts[place + 1], parts[place + 2:place + 6]
        assert signature == self.sign(body)
        header, parent, metadata, content = map(json.loads, body)
        return {"topics": parts[:place], "header": header, "parent": parent, "metadata": metadata, "content": content,
                "type": header["msg_type"]}

    def ask(self, kind="kernel_info_request", content=None, channel="shell", timeout=5.0):
        """Sends a good request and returns its reply; other replies on the way are an error."""
        frames = self.frames(kind, content)
        self.send(channel, frames)
        reply = self.receive(channel, timeout)
        assert reply is not None, f"no reply to {kind} on {channel} within {timeout} s"
        assert reply["parent"]["msg_id"] == json.loads(frames[2])["msg_id"], reply
        return reply

    def is_ignored(self, channel, frames):
        """Whether these frames get no reply while the good request after them gets its own."""
        self.send(channel, frames)
        with contextlib.suppress(AssertionError):
            return self.ask(channel=channel)["type"] == "kernel_info_reply"
        return False

    def beat(self, timeout=2.0):
        """Whether the heartbeat echoes."""
        token = uuid.uuid4().bytes
        socket = self.socket("heartbeat")
        socket.send(token)
        return bool(socket.poll(timeout * 1000)) and socket.recv() == token
