"""jupyter_kernel_test's own suite with every sample filled in, then what it does not ask."""

import jupyter_kernel_test
import pytest

from harness.kernel import KERNEL, Kernel


class TestProtocol(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "swift"
    file_extension = ".swift"

    code_hello_world = 'print("hello, world")'
    code_stderr = 'import Glibc\nfputs("to stderr\\n", stderr)'
    completion_samples = [
        {"text": "preconditionF", "matches": {"preconditionFailure"}},
        {"text": "let text = \"a\"\ntext.hasPre", "matches": {"hasPrefix"}},
        {"text": "[1, 2].isEmp", "matches": {"isEmpty"}},
    ]
    complete_code_samples = [
        "1", 'print("hello, world")', "func f() -> Int { 1 }", "if true {\n    print(1)\n}\n", "let a = [\n  1,\n  2]",
        "// only a comment",
    ]
    incomplete_code_samples = [
        "func f() {", "let a = [1,", 'print("hello"', "if true {\n    print(1)\n", 'let s = """\nline', "struct P {\n",
        "/* a comment",
    ]
    invalid_code_samples = ["let = 3", "func 1() {}", "1 +* )", "}"]
    code_page_something = "?print"
    code_generate_error = 'fatalError("as wanted")'
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "[1, 2, 3]", "result": "[1, 2, 3]"},
        {"code": "let greeting = \"hello\"\ngreeting.count", "result": "5"},
        {"code": "\"plain text\"", "result": "\"plain text\""},
        {"code": "[\"a\": 1]", "result": "[\"a\": 1]"},
        {"code": "HTML(\"<i>i</i>\")", "mime": "text/html", "result": "<i>i</i>"},
    ]
    code_display_data = [
        {"code": 'display(HTML("<b>x</b>"))', "mime": "text/html"},
        {"code": 'display(Markdown("**x**"))', "mime": "text/markdown"},
        {"code": 'display(LaTeX("$x$"))', "mime": "text/latex"},
        {"code": 'display(SVG("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"))', "mime": "image/svg+xml"},
        {"code": "try display(1)", "mime": "text/plain"},
    ]
    code_history_pattern = "1 ? 2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "print"
    code_clear_output = "clearOutput()"

    @classmethod
    def setUpClass(cls):
        import pathlib
        import tempfile
        cls._cache = tempfile.TemporaryDirectory(prefix="swiftlet-cache-")
        cls._kernel = Kernel(pathlib.Path(cls._cache.name))
        cls.km, cls.kc = cls._kernel.manager, cls._kernel.client

    @classmethod
    def tearDownClass(cls):
        cls._kernel.stop()
        cls._cache.cleanup()


class TestWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


def test_no_sample_of_the_suite_is_left_empty():
    wanted = [name for name, value in vars(jupyter_kernel_test.KernelTests).items()
              if not callable(value) and not name.startswith("_") and not isinstance(value, classmethod)]
    assert len(wanted) >= 17, wanted
    empty = [name for name in wanted if not getattr(TestProtocol, name)]
    assert empty == []


def test_kernel_info_tells_protocol_language_and_features(shared):
    for channel in ("shell", "control"):
        info = shared.request("kernel_info_request", {}, channel=channel)["content"]
        assert info["status"] == "ok"
        assert info["implementation"] == "swiftlet"
        assert tuple(map(int, info["protocol_version"].split("."))) >= (5, 4)
        language = info["language_info"]
        assert (language["name"], language["file_extension"]) == ("swift", ".swift")
        assert language["mimetype"] == "text/x-swift"
        assert language["version"].split(".")[0] >= "6"
        assert "Swift" in info["banner"]


def test_comm_info_lists_no_comms_at_first(shared):
    content = shared.request("comm_info_request", {})["content"]
    assert (content["status"], content["comms"]) == ("ok", {})


def test_an_unknown_request_is_refused_not_ignored(shared):
    assert shared.request("no_such_request", {})["content"]["status"] == "error"
    assert shared.run("1").result == "1"


@pytest.mark.parametrize("content", [{}, {"code": 3}, {"code": None}, {"code": "1", "cursor_pos": "x"}])
@pytest.mark.parametrize("kind", ["complete_request", "inspect_request", "is_complete_request"])
def test_a_request_with_wrong_fields_gets_an_answer(shared, kind, content):
    assert shared.request(kind, content)["content"]["status"] in ("error", "ok", "invalid", "complete", "unknown")
    assert shared.request("kernel_info_request", {})["content"]["status"] == "ok"


@pytest.mark.parametrize("position", [-5, 0, 3, 10_000])
def test_a_cursor_anywhere_is_answered(shared, position):
    code = "let é👍🏽 = 1; é👍🏽"
    for kind in ("complete_request", "inspect_request"):
        content = {"code": code, "cursor_pos": position, "detail_level": 0}
        assert shared.request(kind, content)["content"]["status"] == "ok"


def test_completion_knows_the_names_of_earlier_cells(shared):
    shared.run("struct Aeroplane { var wingspan = 30.0 }\nlet myAeroplane = Aeroplane()").succeeded()
    code = "print(myAeroplane.wing"
    content = shared.request("complete_request", {"code": code, "cursor_pos": len(code)})["content"]
    assert "wingspan" in content["matches"]
    assert code[content["cursor_start"]:content["cursor_end"]] == "wing"
    assert content["metadata"]["_jupyter_types_experimental"]
    top = shared.request("complete_request", {"code": "myAero", "cursor_pos": 6})["content"]
    assert "myAeroplane" in top["matches"]


def test_completion_counts_code_points(shared):
    code = "let s = \"👍🏽é\"; [1].isEmp"
    content = shared.request("complete_request", {"code": code, "cursor_pos": len(code)})["content"]
    assert "isEmpty" in content["matches"]
    assert code[content["cursor_start"]:content["cursor_end"]] == "isEmp"


def test_inspection_tells_type_and_documentation(shared):
    shared.run("/// How far it flies, in kilometres.\nfunc reach(of fuel: Double) -> Double { fuel * 3 }").succeeded()
    content = shared.request(
        "inspect_request", {"code": "reach(of: 1)", "cursor_pos": 2, "detail_level": 0})["content"]
    assert content["found"]
    assert "reach(of" in content["data"]["text/plain"]
    assert "How far it flies" in content["data"]["text/plain"]
    unknown = shared.request(
        "inspect_request", {"code": "noSuchNameAnywhere", "cursor_pos": 4, "detail_level": 0})["content"]
    assert (unknown["status"], unknown["found"]) == ("ok", False)


def test_incomplete_code_says_how_to_indent_the_next_line(shared):
    content = shared.request("is_complete_request", {"code": "if true {\n    if false {"})["content"]
    assert content["status"] == "incomplete"
    assert content["indent"].strip() == "" and len(content["indent"]) >= 4


def test_execution_counts_rise_by_one_for_stored_cells_only(kernel):
    assert kernel.run("1").count == 1
    assert kernel.run("2").count == 2
    assert kernel.run("3", store_history=False).count == 2
    assert kernel.run("4", silent=True).count == 2
    assert kernel.run("let = 1").count == 3
    run = kernel.run("5")
    assert run.count == 4
    assert run.contents("execute_input") == [{"code": "5", "execution_count": 4}]
    assert run.contents("execute_result")[0]["execution_count"] == 4


def test_every_request_is_enclosed_in_busy_and_idle(kernel):
    message_id = kernel.client.kernel_info()
    states = []
    while not states or states[-1] != "idle":
        message = kernel.client.get_iopub_msg(timeout=5)
        if message["parent_header"].get("msg_id") == message_id and message["msg_type"] == "status":
            states.append(message["content"]["execution_state"])
    assert states == ["busy", "idle"]
