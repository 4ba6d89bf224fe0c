"""JupyterLab with a real browser in front of it."""

import json
import shutil
import subprocess
import time
import uuid

import requests
from selenium import webdriver
from selenium.common.exceptions import JavascriptException, StaleElementReferenceException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from .surroundings import VENV

# Every cell is in the page, also outside of the window; nothing pops up.
SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}

CELLS = """
const seen = [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell')];
return seen.map(cell => ({
    code: cell.classList.contains('jp-CodeCell'),
    prompt: cell.querySelector('.jp-InputPrompt')?.textContent ?? '',
    outputs: [...cell.querySelectorAll('.jp-OutputArea-output')].map(output => output.innerText).join('\\n'),
    html: [...cell.querySelectorAll('.jp-OutputArea-output')].map(output => output.innerHTML).join('\\n'),
}));
"""


class Lab:
    """A JupyterLab server and a headless Chromium, both in one test's surroundings."""

    def __init__(self, surroundings, port):
        self.surroundings, self.url, self.token = surroundings, f"http://127.0.0.1:{port}", uuid.uuid4().hex
        settings = surroundings.folder / "config/labconfig"
        settings.mkdir()
        (settings / "default_setting_overrides.json").write_text(json.dumps(SETTINGS))
        self.log = open(surroundings.folder / "lab.log", "w+")
        self.browser = None
        self.server = subprocess.Popen(
            [VENV / "bin/jupyter", "lab", "--no-browser", "--allow-root", "--expose-app-in-browser",
             f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1",
             f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={surroundings.work}"],
            env=surroundings.environment, cwd=surroundings.work, stdout=self.log, stderr=self.log)
        try:
            self.wait(lambda: self.status() == 200, "the server to answer")
            self.browser = self.start_browser()
        except BaseException:
            self.stop()
            raise

    def start_browser(self):
        options = Options()
        options.binary_location = shutil.which("chromium")
        for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "window-size=1400,1600",
                         "no-first-run", f"user-data-dir={self.surroundings.folder / 'chromium'}"):
            options.add_argument("--" + argument)
        service = Service(shutil.which("chromedriver"), env=self.surroundings.environment)
        browser = webdriver.Chrome(options=options, service=service)
        browser.set_script_timeout(60)
        return browser

    def stop(self):
        try:
            if self.browser:
                self.browser.quit()
        finally:
            self.server.terminate()
            try:
                self.server.wait(20)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
            self.log.close()

    # MARK: - The server

    def status(self):
        assert self.server.poll() is None, (self.surroundings.folder / "lab.log").read_text()[-2000:]
        try:
            return requests.get(f"{self.url}/api/status", params={"token": self.token}, timeout=5).status_code
        except requests.ConnectionError:
            return None

    def api(self, path, method="GET", **body):
        answer = requests.request(
            method, f"{self.url}/api/{path}", headers={"Authorization": f"token {self.token}"}, json=body or None,
            timeout=10)
        answer.raise_for_status()
        return answer.json() if answer.text else None

    def kernel_state(self, name):
        """The state of the kernel of a notebook, None while there is none."""
        for session in self.api("sessions"):
            if session["path"] == name:
                return session["kernel"]["execution_state"]
        return None

    def close(self, name):
        for session in self.api("sessions"):
            if session["path"] == name:
                self.api(f"sessions/{session['id']}", "DELETE")

    # MARK: - The page

    def wait(self, condition, what, seconds=60):
        """Waits until `condition` is true, and returns its value."""
        end = time.monotonic() + seconds
        while True:
            try:
                if value := condition():
                    return value
            except (StaleElementReferenceException, JavascriptException):
                pass  # the page is being drawn anew
            if time.monotonic() > end:
                shown = self.browser and [(cell["prompt"], cell["outputs"]) for cell in self.cells()]
                log = (self.surroundings.folder / "lab.log").read_text()[-1500:]
                raise AssertionError(f"waited {seconds} s for {what}; the page shows {shown}\nserver's log:\n{log}")
            time.sleep(0.1)

    def open(self, name):
        """Opens a notebook, and waits for its kernel."""
        self.browser.get(f"{self.url}/lab/tree/{name}?token={self.token}&reset")
        self.wait(lambda: self.cells(), "the notebook to open")
        self.wait(lambda: self.kernel_state(name) == "idle", "the kernel to be idle")
        self.wait(lambda: self.browser.execute_script(
            "return window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.connectionStatus"
        ) == "connected", "the page to be connected to the kernel")

    def command(self, name):
        """Runs a command of JupyterLab, as its menus do, without waiting for its end."""
        self.browser.execute_script("window.jupyterapp.commands.execute(arguments[0]); return null", name)

    def accept(self):
        """Presses the main button of the dialog in front."""
        self.wait(lambda: self.browser.execute_script(
            "const b = document.querySelector('.jp-Dialog .jp-mod-accept'); if (b) b.click(); return !!b"), "a dialog")

    def cells(self):
        return self.browser.execute_script(CELLS)

    def prompts(self):
        return [cell["prompt"] for cell in self.cells() if cell["code"]]

    def outputs(self):
        return [cell["outputs"] for cell in self.cells() if cell["code"]]

    def wait_for_prompts(self, *prompts):
        self.wait(lambda: self.prompts() == list(prompts), f"the prompts {prompts}")
