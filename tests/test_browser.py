"""JupyterLab in a real browser: Run All Cells finds no fault in any notebook and gives the outputs that are stored.

Skipped where Chromium or its driver is missing (Debian: apt install chromium chromium-driver). A picture of each whole
notebook is kept in the folder that the variable SCREENSHOTS names; without it only the first is taken.
"""

from __future__ import annotations

import base64
import copy
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from selenium.common import exceptions
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, ChromeService, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from small_project import wait_until

from helpers.run.kernels import KERNELSPEC
from helpers.storage.paths import PROJECT

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
PARTS = ("data", "notebooks", "src")
TOOLS = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
MISSING = " and ".join(name for name, path in TOOLS.items() if not path)
PATIENCE = 180  # seconds that any one step may take: other tests want the processors too
WIDTH, HEIGHT = 1400, 2000
NOT_YET = (
    exceptions.NoSuchElementException,
    exceptions.ElementNotInteractableException,
    exceptions.ElementClickInterceptedException,
    exceptions.StaleElementReferenceException,
)

# No news, hence no network; every cell is in the page, not only those in view.
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True},
    "notebook-extension/tracker": {"windowingMode": "none", "scrollPastEnd": False},
}
SWITCHES = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --no-proxy-server --lang=en"
)
# The charts' font serves the page too: without any Chinese font on the machine its tables would show boxes.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""

COUNT_CELLS = "return document.querySelectorAll('.jp-Notebook .jp-Cell').length"
IS_READY = "return document.querySelector('#jp-main-statusbar')?.textContent.includes('(ipykernel) | Idle')"
RUN_MENU = "//*[contains(@class, 'lm-MenuBar-itemLabel')][. = 'Run']"
RUN_ALL = "//*[contains(@class, 'lm-Menu-itemLabel')][. = 'Run All Cells']"
HAS_FINISHED = """
const find = selector => [...document.querySelectorAll('.jp-Notebook ' + selector)];
const prompts = find('.jp-CodeCell .jp-InputPrompt').map(prompt => prompt.textContent);
return document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'
    && prompts.some(prompt => /\\d/.test(prompt)) && !prompts.some(prompt => prompt.includes('*'))
    && find('img').every(image => image.complete);
"""
# JupyterLab shows errors as text of the kind stderr, too; the last line says which.
FIND_FAULTS = """
return [...document.querySelectorAll('.jp-Notebook .jp-Cell')].flatMap((cell, index) => {
    const find = selector => [...cell.querySelectorAll(selector)];
    const read = selector => find(selector).map(found => found.textContent.trim().split('\\n').at(-1));
    return [
        ...read('[data-mime-type="application/vnd.jupyter.stderr"]'),
        ...find('img').filter(image => image.naturalWidth === 0).map(() => 'broken image'),
        ...read('.jp-CodeCell .jp-InputPrompt').filter(prompt => !/\\d/.test(prompt)).map(() => 'not run'),
    ].map(fault => `cell ${index + 1}: ${fault}`);
});
"""
COUNT_IMAGES = "return document.querySelectorAll('.jp-Notebook .jp-OutputArea-output img').length"
# How tall the window must be for the whole notebook; it may be smaller than was asked for.
MEASURE_HEIGHT = """
const panel = document.querySelector('.jp-NotebookPanel .jp-WindowedPanel-outer');
return window.innerHeight + panel.scrollHeight - panel.clientHeight;
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"JupyterLab needs a browser here: {MISSING} not installed"),
]


# ---- the server and the browser


@dataclass
class Lab:
    """A JupyterLab that serves a copy of the project."""

    project: Path
    url: str
    token: str


def copy_project(folder: Path) -> Path:
    """Copy what the notebooks use; their outputs stay behind, so that all found later come from the run in the page."""
    project = folder / "project"
    for part in PARTS:
        shutil.copytree(PROJECT / part, project / part)
    for path in (project / "notebooks").glob("*.ipynb"):
        write_notebook(path, read_notebook(path)["cells"])
    return project


def make_lab_environment(folder: Path, project: Path) -> dict[str, str]:
    """Settings and state in the folder; kernels import the copied project."""
    for name, values in SETTINGS.items():
        path = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    places = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    places |= {f"JUPYTERLAB_{name}_DIR": str(folder / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
    return kept | places | {"IPYTHONDIR": str(folder / "ipython"), "PYTHONPATH": str(project / "src")}


@contextmanager
def run_lab(folder: Path) -> Iterator[Lab]:
    project, log = copy_project(folder), folder / "lab.log"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    with open(log, "wb") as output:
        process = psutil.Popen(
            [*command, f"--ServerApp.root_dir={project}", "--LabApp.extension_manager=readonly"],
            env=make_lab_environment(folder, project),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield wait_for_lab(process, project, folder / "runtime", log)
    finally:
        end(process)


def wait_for_lab(process: psutil.Popen, project: Path, runtime: Path, log: Path) -> Lab:
    """Wait for the file in which the server says where it listens."""
    found: list[Path] = []

    def has_started() -> bool:
        found.extend(runtime.glob("jpserver-*.json"))
        return bool(found) or process.poll() is not None

    assert wait_until(has_started, PATIENCE), log.read_text()
    assert found, log.read_text()
    about = json.loads(found[0].read_text())
    return Lab(project, about["url"], about["token"])


@contextmanager
def run_browser(folder: Path) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = TOOLS["chromium"]
    options.unhandled_prompt_behavior = "accept"
    for switch in [*SWITCHES.split(), f"--window-size={WIDTH},{HEIGHT}", f"--user-data-dir={folder / 'browser'}"]:
        options.add_argument(switch)
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=PROJECT / "src/helpers/resources/fonts", cache=folder / "font-cache"))
    environment = os.environ | {"HOME": str(folder), "FONTCONFIG_FILE": str(fonts)}
    service = ChromeService(TOOLS["chromedriver"], env=environment)
    driver = Chrome(options=options, service=service)
    try:
        yield driver
    finally:
        end(psutil.Process(service.process.pid), driver.quit)


def end(process: psutil.Process, ask: Callable[[], object] | None = None) -> None:
    """End a process with all that it has started (kernels lead groups of their own): by asking, then by force."""
    family: list[psutil.Process] = []
    with suppress(psutil.NoSuchProcess, exceptions.WebDriverException):
        family = [process, *process.children(recursive=True)]
        (ask or process.terminate)()
    for member in psutil.wait_procs(family, timeout=20)[1]:
        with suppress(psutil.NoSuchProcess):
            member.kill()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with run_lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "127.0.0.1,localhost")
        with run_browser(tmp_path_factory.mktemp("browser")) as browser:
            yield browser


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# ---- what a user does


def wait_for(browser: Chrome, script: str, expected: object = True) -> None:
    """Wait until a script returns what is expected."""

    def holds(browser: Chrome) -> bool:
        return browser.execute_script(script) == expected

    seen = f"{script.strip()} was not {expected}"
    WebDriverWait(browser, PATIENCE, 0.1).until(holds, seen)


def open_notebook(browser: Chrome, lab: Lab, path: Path) -> None:
    """Open a notebook as the only one of its workspace, and wait until its kernel is ready."""
    browser.get(f"{lab.url}lab/workspaces/{path.stem}/tree/notebooks/{path.name}?token={lab.token}")
    wait_for(browser, COUNT_CELLS, len(read_notebook(path)["cells"]))
    wait_for(browser, IS_READY)


def click(browser: Chrome, path: str) -> None:
    """Click on what an XPath finds, as soon as that is possible."""

    def has_clicked(browser: Chrome) -> bool:
        browser.find_element(By.XPATH, path).click()
        return True

    WebDriverWait(browser, PATIENCE, 0.1, NOT_YET).until(has_clicked, f"cannot click on {path}")


def run_all_cells(browser: Chrome) -> None:
    """Choose Run > Run All Cells, and wait until every cell has run or one has failed."""
    click(browser, RUN_MENU)
    click(browser, RUN_ALL)
    wait_for(browser, HAS_FINISHED)


def save(browser: Chrome, path: Path) -> None:
    """Press Ctrl+S, and wait until the file is written, whole: the server empties it first."""
    before = path.stat().st_mtime_ns
    ActionChains(browser).key_down(Keys.CONTROL).send_keys("s").key_up(Keys.CONTROL).perform()
    assert wait_until(lambda: path.stat().st_mtime_ns != before and is_whole(path), PATIENCE)


def is_whole(path: Path) -> bool:
    with suppress(ValueError):
        return bool(read_notebook(path))
    return False


def take_picture(browser: Chrome, path: Path) -> None:
    """Keep a picture of the window, made so tall that the whole notebook is in view."""
    height = browser.execute_script(MEASURE_HEIGHT)
    size = {"width": WIDTH, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    wait_for(browser, MEASURE_HEIGHT, height)
    picture = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    path.write_bytes(base64.b64decode(picture["data"]))
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


# ---- what is stored


def read_notebook(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


def write_notebook(path: Path, cells: list[dict]) -> None:
    """Write a notebook that has not been run."""
    for cell in cells:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    notebook = {"cells": cells, "metadata": {"kernelspec": KERNELSPEC}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), "utf-8")


def join_lines(value: object) -> object:
    """A file may hold a text whole or as a list of its lines."""
    if isinstance(value, dict):
        return {name: join_lines(part) for name, part in value.items()}
    if isinstance(value, list):
        is_text = value and all(isinstance(part, str) for part in value)
        return "".join(value) if is_text else [join_lines(part) for part in value]
    return value


def compare_outputs(expected: dict, found: dict) -> list[str]:
    """Name the cells whose number or outputs differ; metadata of cells, such as times, is not looked at."""
    differing = []
    for number, pair in enumerate(zip(expected["cells"], found["cells"], strict=True), 1):
        for part in ("execution_count", "outputs"):
            one, other = (join_lines(cell.get(part)) for cell in pair)
            if one != other:
                differing.append(f"cell {number}: {part} {str(one)[:500]} became {str(other)[:500]}")
    return differing


def count_images(notebook: dict) -> int:
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return sum("image/png" in output.get("data", {}) for output in outputs)


def make_code_cell(name: str, source: str) -> dict:
    return {"cell_type": "code", "id": name, "metadata": {}, "source": source}


# ---- the tests


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_run_all_cells_finds_no_fault_and_gives_the_stored_outputs(path, lab, browser, pictures):
    """In order, since later notebooks read what earlier ones write."""
    copied = lab.project / "notebooks" / path.name
    open_notebook(browser, lab, copied)
    run_all_cells(browser)
    if path == NOTEBOOKS[0] or "SCREENSHOTS" in os.environ:
        take_picture(browser, pictures / f"{path.stem}.png")
    assert browser.execute_script(FIND_FAULTS) == []
    save(browser, copied)
    expected, found = read_notebook(path), read_notebook(copied)
    assert compare_outputs(expected, found) == []
    assert browser.execute_script(COUNT_IMAGES) == count_images(expected)


def test_faults_are_noticed(lab, browser):
    """The same look at a notebook that has one fault of each kind, and cells without."""
    sources = {
        "sound": "from IPython.display import HTML\nprint('said')",
        "warning": "import sys\nprint('a warning', file=sys.stderr)",
        "image": "HTML('<img src=\"data:image/png;base64,broken\">')",
        # A kernel leaves out only what it has been asked for when the error comes: the page's next request may be slow.
        "error": "import time\ntime.sleep(2)\n1 / 0",
        "left": "'never run'",
    }
    path = lab.project / "notebooks" / "faults.ipynb"
    write_notebook(path, [make_code_cell(name, source) for name, source in sources.items()])
    open_notebook(browser, lab, path)
    run_all_cells(browser)
    assert browser.execute_script(FIND_FAULTS) == [
        "cell 2: a warning",
        "cell 3: broken image",
        "cell 4: ZeroDivisionError: division by zero",
        "cell 5: not run",
    ]


def test_changed_outputs_are_noticed():
    stored = read_notebook(NOTEBOOKS[1])
    assert compare_outputs(stored, copy.deepcopy(stored)) == []
    changed = copy.deepcopy(stored)
    number, output = next(
        (number, output)
        for number, cell in enumerate(changed["cells"], 1)
        for output in cell.get("outputs", [])
        if "image/png" in output["data"]
    )
    output["data"]["image/png"] = "A" + output["data"]["image/png"]
    changed["cells"][1]["execution_count"] = 9
    named = [difference.split(" ", 3)[:3] for difference in compare_outputs(stored, changed)]
    assert named == [["cell", "2:", "execution_count"], ["cell", f"{number}:", "outputs"]]
