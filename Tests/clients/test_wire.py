"""What travels between the kernel and its clients, frame by frame: signatures, channels, transports, encryption."""

import json
import socket
import time

import pytest
import zmq

from harness.raw import DELIMITER, RawClient, now


@pytest.fixture
def raw(shared):
    with RawClient(shared.manager.get_connection_info()) as client:
        yield client


def deeply_nested(client):
    return client.frames(content=b'{"a":' * 5000 + b"1" + b"}" * 5000)


BAD = {
    "unsigned": lambda c: c.frames(signature=b""),
    "signed with another key": lambda c: c.frames(signature=b"0123456789abcdef" * 4),
    "signature of other frames": lambda c: c.frames(signature=c.sign([b"{}"] * 4)),
    "signature cut short": lambda c: c.frames(signature=c.sign([b"{}"] * 4)[:10]),
    "signature with a digit more": lambda c: [DELIMITER, (f := c.frames())[1] + b"0", *f[2:]],
    "changed content": lambda c: [*c.frames("execute_request", {"code": "1"})[:5], b'{"code": "2"}'],
    "no frames but one": lambda c: [b""],
    "only the delimiter": lambda c: [DELIMITER],
    "no delimiter": lambda c: c.frames()[1:],
    "a frame too few": lambda c: c.frames()[:5],
    "thousands of frames": lambda c: c.frames() + [b"x"] * 5000,
    "many identities": lambda c: [b"id"] * 100 + c.frames(),
    "header that is not JSON": lambda c: c.frames(header=b"{"),
    "header that is a list": lambda c: c.frames(header=b"[]"),
    "header without a type": lambda c: c.frames(header={"msg_id": "1", "date": now()}),
    "header with a number for its type": lambda c: c.frames(header=c.header(7)),
    "content that is not UTF-8": lambda c: c.frames(content=b'{"a": "\xff\xfe"}'),
    "content that is NaN": lambda c: c.frames(content=b'{"a": NaN}'),
    "content that is nested too deeply": deeply_nested,
    "content that is null": lambda c: c.frames(content=b"null"),
    "metadata that is text": lambda c: c.frames(metadata=b'"x"'),
    "dated a year ago": lambda c: c.frames(header=c.header("kernel_info_request", date=now(-365 * 86400))),
    "dated in a year": lambda c: c.frames(header=c.header("kernel_info_request", date=now(365 * 86400))),
}


@pytest.mark.parametrize("channel", ["shell", "control"])
@pytest.mark.parametrize("make", BAD.values(), ids=[name.replace(" ", "-") for name in BAD])
def test_a_bad_message_is_dropped_and_the_next_good_one_answered(raw, channel, make):
    assert raw.is_ignored(channel, make(raw))


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_a_replayed_message_is_obeyed_once(raw, channel):
    frames = raw.frames()
    raw.send(channel, frames)
    assert raw.receive(channel)["type"] == "kernel_info_reply"
    assert raw.is_ignored(channel, frames)


def test_a_replay_from_another_connection_is_dropped(raw):
    frames = raw.frames("execute_request", {"code": "7", "silent": True})
    raw.send("shell", frames)
    assert raw.receive("shell", timeout=30)["content"]["status"] == "ok"
    with RawClient(raw.connection) as other:
        assert other.is_ignored("shell", frames)


def test_a_replay_is_still_known_after_much_noise(raw):
    frames = raw.frames()
    raw.send("shell", frames)
    assert raw.receive("shell")["type"] == "kernel_info_reply"
    for number in range(20_000):
        raw.send("shell", [DELIMITER, b"%064x" % number, b"{}", b"{}", b"{}", b"{}"])
    assert raw.ask(timeout=20)["type"] == "kernel_info_reply"
    assert raw.is_ignored("shell", frames)


def test_dropped_messages_are_logged_without_the_key(start_kernel):
    kernel = start_kernel()
    connection = kernel.manager.get_connection_info()
    with RawClient(connection) as client:
        for _ in range(50):
            client.send("shell", client.frames(signature=b""))
        assert client.ask()["type"] == "kernel_info_reply"
    log = kernel.log_text()
    assert "not signed" in log
    assert connection["key"].decode() not in log
    assert len(log.splitlines()) < 10


def test_bytes_that_are_not_zeromq_leave_the_kernel_alone(raw):
    for channel in ("shell_port", "control_port", "iopub_port", "hb_port", "stdin_port"):
        with socket.create_connection(("127.0.0.1", raw.connection[channel])) as stream:
            stream.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" + bytes(range(256)) * 50)
    assert raw.ask()["type"] == "kernel_info_reply"
    assert raw.beat()


def test_replies_carry_the_identities_header_and_signature_of_the_request(raw):
    frames = raw.frames("comm_info_request", {"target_name": "none"})
    raw.send("shell", [b"first", b"second", *frames])
    reply = raw.receive("shell")
    assert reply["topics"] == [b"first", b"second"]
    assert reply["parent"] == json.loads(frames[2])
    assert reply["header"]["version"].startswith("5.")
    assert reply["header"]["session"] not in ("", raw.session)


def test_many_clients_get_their_own_replies(raw):
    clients = [RawClient(raw.connection) for _ in range(20)]
    try:
        sent = []
        for client in clients:
            frames = client.frames()
            client.send("shell", frames)
            sent.append(json.loads(frames[2])["msg_id"])
        assert [client.receive("shell")["parent"]["msg_id"] for client in clients] == sent
    finally:
        for client in clients:
            client.__exit__()


def test_no_request_is_lost_in_a_burst(raw):
    ids = []
    for _ in range(500):
        frames = raw.frames("is_complete_request", {"code": "1"})
        ids.append(json.loads(frames[2])["msg_id"])
        raw.send("shell", frames)
    replies = [raw.receive("shell", timeout=20) for _ in ids]
    assert [reply and reply["parent"]["msg_id"] for reply in replies] == ids


# MARK: while a cell runs


def test_control_and_heartbeat_answer_while_a_cell_loops(kernel, raw_of):
    client = raw_of(kernel)
    assert client.beat()
    message_id = start_loop(kernel)
    beats, answers = [], []
    for _ in range(20):
        started = time.monotonic()
        assert client.ask("kernel_info_request", channel="control")["content"]["status"] == "ok"
        answers.append(time.monotonic() - started)
        started = time.monotonic()
        assert client.beat()
        beats.append(time.monotonic() - started)
    assert sorted(answers)[10] < 0.2 and sorted(beats)[10] < 0.1
    assert client.ask("interrupt_request", channel="control")["type"] == "interrupt_reply"
    kernel.wait(message_id).failed("interrupt")


def test_shell_requests_wait_for_the_cell(kernel, raw_of):
    client = raw_of(kernel)
    message_id = start_loop(kernel)
    client.send("shell", client.frames())
    assert client.receive("shell", timeout=0.5) is None
    client.ask("interrupt_request", channel="control")
    kernel.wait(message_id).failed("interrupt")
    assert client.receive("shell")["type"] == "kernel_info_reply"


def start_loop(kernel):
    """Sends a cell that loops; returns once it does."""
    flag = kernel.surroundings.work / "loops"
    message_id = kernel.client.execute('import Glibc\nfclose(fopen("loops", "w"))\nwhile true {}')
    end = time.monotonic() + 30
    while not flag.exists():
        assert time.monotonic() < end, kernel.log_text()
        time.sleep(0.01)
    return message_id


@pytest.fixture
def raw_of():
    clients = []

    def make(kernel, **options):
        clients.append(RawClient(kernel.manager.get_connection_info(), **options))
        return clients[-1]

    yield make
    for client in clients:
        client.__exit__()


# MARK: iopub


@pytest.mark.parametrize("topic", [b"", b"status", "é".encode()])
def test_a_subscription_is_welcomed(raw, topic):
    subscriber = raw.context.socket(zmq.XSUB)
    subscriber.connect(raw.endpoint("iopub"))
    subscriber.send(b"\x01" + topic)
    assert subscriber.poll(5000)
    parts = subscriber.recv_multipart()
    place = parts.index(DELIMITER)
    assert parts[:place] == ([topic] if topic else [])
    assert parts[place + 1] == raw.sign(parts[place + 2:place + 6])
    assert json.loads(parts[place + 2])["msg_type"] == "iopub_welcome"
    assert json.loads(parts[place + 3]) == {}
    assert json.loads(parts[place + 5]) == {"subscription": topic.decode()}


def test_a_client_that_does_not_read_does_not_stop_the_kernel(kernel, raw_of):
    lazy = raw_of(kernel)
    listener = lazy.context.socket(zmq.SUB)
    listener.set(zmq.RCVHWM, 1)
    listener.set(zmq.RCVBUF, 4096)
    listener.subscribe(b"")
    listener.connect(lazy.endpoint("iopub"))
    assert listener.poll(5000)
    code = 'let big = String(repeating: "x", count: 10_000)\nfor _ in 0..<3000 { display(HTML(big)) }'
    assert len(kernel.run(code, timeout=60).succeeded().displays) == 3000
    assert lazy.ask(timeout=20)["type"] == "kernel_info_reply" and lazy.beat()


# MARK: transports and encryption


def test_ipc_works_and_leaves_no_socket_file(start_kernel, raw_of):
    kernel = start_kernel(transport="ipc")
    assert kernel.run("6 * 7").succeeded().result == "42"
    client = raw_of(kernel)
    assert client.ask()["content"]["status"] == "ok" and client.beat()
    runtime = kernel.surroundings.folder / "runtime"
    sockets = [path for path in runtime.iterdir() if path.is_socket()]
    assert len(sockets) == 5
    assert {path.stat().st_mode & 0o077 for path in sockets} == {0}
    kernel.manager.shutdown_kernel()
    assert [path for path in sockets if path.exists()] == []


@pytest.mark.parametrize("transport", ["tcp", "ipc"])
def test_an_encrypted_kernel_works_for_who_has_the_key(start_kernel, raw_of, transport):
    kernel = start_kernel(encryption="required", transport=transport)
    assert kernel.manager.get_connection_info()["curve_publickey"]
    assert kernel.run('print("secret")').succeeded().stdout == "secret\n"
    client = raw_of(kernel)
    assert client.ask()["content"]["status"] == "ok" and client.beat()
    assert kernel.client.is_alive()


@pytest.mark.parametrize("curve", [None, zmq.curve_keypair()[0].decode()], ids=["no key", "wrong key"])
def test_an_encrypted_kernel_tells_others_nothing(start_kernel, raw_of, curve):
    kernel = start_kernel(encryption="required")
    stranger = raw_of(kernel, curve=curve)
    for channel in ("shell", "control", "stdin"):
        stranger.send(channel, stranger.frames())
    stranger.socket("heartbeat").send(b"beat")
    stranger.socket("iopub")
    kernel.run('print("secret")').succeeded()
    assert [channel for channel, opened in stranger.sockets.items() if opened.poll(300)] == []
    assert kernel.run("2").result == "2"
