"""First load of a page in headless Chromium: bytes as transferred, requests, and how soon it can be used.

Slow 4G and a processor four times slower, as Lighthouse throttles a phone: 150 ms, 1.6 Mbit/s.
"""

import shutil
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench import server
from bench.accounts import PASSWORD

NAMES = ("chromium", "chromium-browser", "google-chrome")
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}


def measure(paths: dict[str, str]) -> dict[str, dict[str, Any]]:
    """`paths` by name; "desk" is opened signed in, with an empty cache like the others."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise RuntimeError("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        cookies = _signed_in(browser)
        found = {name: _load(browser, path, cookies if name == "desk" else []) for name, path in paths.items()}
        browser.close()
    return found


def _address(path: str) -> str:
    return f"http://127.0.0.1:{server.PORT}{path}"


def _signed_in(browser: Browser) -> list[Any]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(_address("/accounts/login/"))
    page.fill("input[name=login]", "bench.rights")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/")
    cookies = list(context.cookies())
    context.close()
    return cookies


def _load(browser: Browser, path: str, cookies: list[Any]) -> dict[str, Any]:
    found = _transferred(browser, path, cookies)
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    control = context.new_cdp_session(page)
    control.send("Network.enable")
    control.send("Network.emulateNetworkConditions", SLOW_4G)
    control.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(_address(path), wait_until="load")
    found["slow_4g"] = _times(page)
    context.close()
    return found


def _transferred(browser: Browser, path: str, cookies: list[Any]) -> dict[str, Any]:
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    control = context.new_cdp_session(page)
    control.send("Network.enable")
    sizes: list[float] = []
    hosts: set[str] = set()
    control.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    control.on("Network.requestWillBeSent", lambda event: hosts.add(urlsplit(event["request"]["url"]).hostname or ""))
    page.goto(_address(path), wait_until="networkidle")
    context.close()
    return {
        "kB": round(sum(sizes) / 1000, 1),
        "requests": len(sizes),
        "third_parties": sorted(hosts - {"127.0.0.1", ""}),
    }


def _times(page: Page) -> dict[str, float]:
    """Seconds until something is seen and until the page answers to the hand."""
    seen = page.evaluate(
        """() => ({
            paint: (performance.getEntriesByName("first-contentful-paint")[0] || {startTime: 0}).startTime,
            usable: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
        })"""
    )
    return {name: round(value / 1000, 2) for name, value in seen.items()}
