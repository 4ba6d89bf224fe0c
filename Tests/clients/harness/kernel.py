"""A kernel driven by jupyter_client, with every wait bounded, and the outputs of a cell as one value."""

import dataclasses
import os
import queue
import time

from jupyter_client.manager import KernelManager

from .surroundings import ROOT, VENV, Surroundings

KERNEL = "swiftlet"


@dataclasses.dataclass
class Run:
    """What a cell did: its execute_reply and the messages on iopub that belong to it, in order."""

    reply: dict
    messages: list
    seconds: float

    @property
    def status(self):
        return self.reply["content"]["status"]

    @property
    def count(self):
        return self.reply["content"]["execution_count"]

    def contents(self, kind):
        return [message["content"] for message in self.messages if message["msg_type"] == kind]

    @property
    def stdout(self):
        return "".join(c["text"] for c in self.contents("stream") if c["name"] == "stdout")

    @property
    def stderr(self):
        return "".join(c["text"] for c in self.contents("stream") if c["name"] == "stderr")

    @property
    def streams(self):
        """(name, text) of the streams in their order, neighbours of one name joined."""
        joined = []
        for content in self.contents("stream"):
            if joined and joined[-1][0] == content["name"]:
                joined[-1] = (content["name"], joined[-1][1] + content["text"])
            else:
                joined.append((content["name"], content["text"]))
        return joined

    @property
    def result(self):
        """The text of the trailing expression, None without one."""
        results = self.contents("execute_result")
        assert len(results) <= 1, results
        return results[0]["data"]["text/plain"] if results else None

    @property
    def displays(self):
        return [content["data"] for content in self.contents("display_data")]

    @property
    def error(self):
        """The error output, None without one. It must say the same as the reply."""
        errors = self.contents("error")
        assert len(errors) <= 1, errors
        if not errors:
            return None
        for key in ("ename", "evalue", "traceback"):
            assert errors[0][key] == self.reply["content"][key]
        return errors[0]

    @property
    def traceback(self):
        return "\n".join(self.error["traceback"]) if self.error else ""

    def succeeded(self):
        """Asserts that the cell ran well, and returns the run."""
        assert self.status == "ok", self.traceback or self.reply["content"]
        assert self.error is None
        return self

    def failed(self, *words):
        """Asserts that the cell failed with these words in its traceback, and returns the run."""
        assert self.status == "error", f"the cell ran well: {self.stdout}{self.result or ''}"
        assert self.error is not None
        for word in words:
            assert word.lower() in self.traceback.lower(), f"'{word}' is not in:\n{self.traceback}"
        return self


class Kernel:
    """A running kernel and a client of it. `with Kernel(...) as kernel:` ends it and checks for leaks."""

    def __init__(self, cache, name=KERNEL, working_folder=None, transport="tcp", encryption="disabled", **variables):
        self.surroundings = Surroundings(cache, **variables)
        environment = self.surroundings.environment
        self.manager = KernelManager(kernel_name=name, transport=transport, transport_encryption=encryption)
        # The kernelspec of the project, not one that the user has installed.
        self.manager.kernel_spec_manager.kernel_dirs = [str(VENV / "share/jupyter/kernels")]
        runtime = self.surroundings.folder / "runtime"
        self.manager.connection_file = str(runtime / "k.json")
        if transport == "ipc":
            self.manager.ip = str(runtime / "k")
        started = time.monotonic()
        self.log = open(self.surroundings.folder / "kernel.log", "w+")
        self.manager.start_kernel(
            env=environment, cwd=str(working_folder or self.surroundings.work), stderr=self.log, stdout=self.log)
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=60)
        except BaseException:
            self.stop(checked=False)
            raise
        self.seconds_to_ready = time.monotonic() - started

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.stop(checked=kind is None)

    @property
    def pid(self):
        return self.manager.provisioner.pid

    def host_pids(self):
        """The processes in which cells run."""
        return [p.pid for p in self.surroundings.processes() if p.name() == "cellhost"]

    def log_text(self):
        self.log.flush()
        with open(self.log.name) as file:
            return file.read()

    def stop(self, checked=True):
        """Shuts the kernel down as a client does; with `checked` nothing may be left of it."""
        try:
            self.client.stop_channels()
            if self.manager.has_kernel:
                self.manager.shutdown_kernel()
            self.manager.cleanup_resources()
            if checked:
                self.surroundings.check()
        finally:
            self.log.close()
            self.surroundings.remove()

    def run(self, code, timeout=60, during=None, answer=None, **options):
        """Runs a cell to its end. `during` is called once the cell is busy; `answer` answers input requests."""
        started = time.monotonic()
        message_id = self.client.execute(code, allow_stdin=answer is not None, **options)
        return self.wait(message_id, started, timeout, during, answer)

    def wait(self, message_id, started=None, timeout=60, during=None, answer=None):
        """The run that belongs to a request: until both its reply and its idle status are here."""
        started = started or time.monotonic()
        end = time.monotonic() + timeout
        reply, messages, idle = None, [], False
        while reply is None or not idle:
            if time.monotonic() > end:
                raise TimeoutError(
                    f"no {'idle status' if reply else 'reply'} within {timeout} s; so far "
                    f"{[m['msg_type'] for m in messages]}\nkernel's log:\n{self.log_text()[-2000:]}")
            if answer is not None and (request := self._take(self.client.stdin_channel)):
                answer = self._answer(request, answer)
            if reply is None and (message := self._take(self.client.shell_channel, message_id)):
                reply = message
            try:
                message = self.client.get_iopub_msg(timeout=0.02 if not idle else 0.005)
            except queue.Empty:
                continue
            if message["parent_header"].get("msg_id") != message_id:
                continue
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "busy" and during is not None:
                    during()
                idle = message["content"]["execution_state"] == "idle"
            else:
                messages.append(message)
        return Run(reply, messages, time.monotonic() - started)

    def _answer(self, request, answer):
        assert request["msg_type"] == "input_request"
        self.client.input(answer(request["content"]) if callable(answer) else answer)
        return answer

    @staticmethod
    def _take(channel, message_id=None):
        if not channel.msg_ready():
            return None
        message = channel.get_msg(timeout=1)
        if message_id is not None and message["parent_header"].get("msg_id") != message_id:
            return None
        return message

    def request(self, kind, content, channel="shell", timeout=10):
        """Sends any request and returns its reply."""
        message = self.client.session.msg(kind, content)
        socket = self.client.shell_channel if channel == "shell" else self.client.control_channel
        socket.send(message)
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            try:
                reply = socket.get_msg(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                break
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply
        raise TimeoutError(f"no reply to {kind} within {timeout} s")


__all__ = ["KERNEL", "Kernel", "ROOT", "Run", "os"]
