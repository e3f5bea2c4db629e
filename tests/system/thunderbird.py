"""Thunderbird on a screen of its own, subscribed to a calendar and an address book, driven and photographed."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.system.dav_server import PASSWORD, USER, free_port
from tests.system.marionette import Marionette

PROGRAMS = ("thunderbird", "Xvfb", "openbox", "import")
SCREEN = (1280, 800)
REALM = "Radicale - Password Required"
CALENDAR_ID = "5ca1ab1e-0000-4000-8000-{:012}"

QUIET: dict[str, bool | int | str] = {
    # No first-run pages, no donation appeal, no updates, no questions.
    "app.donation.eoy.version.viewed": 999,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "extensions.update.enabled": False,
    "mail.inappnotifications.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mail.winsearch.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "mailnews.start_page_override.mstone": "ignore",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    # Local folders only: without any account the set-up wizard stands in the way.
    "mail.accountmanager.accounts": "account1",
    "mail.account.account1.server": "server1",
    "mail.accountmanager.localfoldersserver": "server1",
    "mail.server.server1.hostname": "Local Folders",
    "mail.server.server1.name": "Local Folders",
    "mail.server.server1.type": "none",
    "mail.server.server1.userName": "nobody",
    # A working week by daylight.
    "calendar.timezone.local": "Europe/Berlin",
    "calendar.timezone.useSystemTimezone": False,
    "calendar.alarms.show": True,
    "calendar.week.start": 1,
    "calendar.week.d0sundaysoff": True,
    "calendar.week.d6saturdaysoff": True,
    "calendar.view.daystarthour": 8,
    "calendar.view.dayendhour": 18,
    "calendar.view.visiblehours": 10,
    "calendar.view-minimonth.showWeekNumber": False,
}
LOAD_CALENDAR = "const {cal} = ChromeUtils.importESModule('resource:///modules/calendar/calUtils.sys.mjs');"
SIGN_IN = (
    LOAD_CALENDAR
    + """
const login = Cc['@mozilla.org/login-manager/loginInfo;1'].createInstance(Ci.nsILoginInfo);
login.init(args[0], null, args[1], args[2], args[3], '', '');
await Services.logins.addLoginAsync(login);
for (const calendar of cal.manager.getCalendars()) calendar.setProperty('disabled', false);
"""
)
ITEMS = (
    LOAD_CALENDAR
    + """
const found = [];
for (const calendar of cal.manager.getCalendars()) {
  const items = await calendar.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
  for (const item of items) found.push({
    calendar: calendar.name, task: item.isTodo(), uid: item.id, title: item.title, alarms: item.getAlarms().length,
    completed: item.isTodo() && item.isCompleted,
    at: (item.isTodo() ? item.dueDate ?? item.entryDate : item.startDate)?.icalString ?? null,
  });
}
return found;
"""
)
REFRESH = LOAD_CALENDAR + "for (const calendar of cal.manager.getCalendars()) calendar.refresh();"
COMPLETE = (
    LOAD_CALENDAR
    + """
for (const calendar of cal.manager.getCalendars()) {
  const item = await calendar.getItem(args[0]);
  if (!item) continue;
  const changed = item.clone();
  changed.isCompleted = true;
  await calendar.modifyItem(changed, item);
  return true;
}
return false;
"""
)
CARDS = """
const {MailServices} = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs');
const {CardDAVDirectory} = ChromeUtils.importESModule('resource:///modules/CardDAVDirectory.sys.mjs');
const found = [];
for (const book of MailServices.ab.directories) {
  if (book.dirType != 102) continue;
  await CardDAVDirectory.forFile(book.fileName).fetchAllFromServer();
  for (const card of book.childCards) found.push({name: card.displayName, email: card.primaryEmail});
}
return found;
"""
ALARM_WINDOW = "[...Services.wm.getEnumerator(null)].find(window => window.location.href.includes('calendar-alarm'))"
ALARMS = (
    f"const window = {ALARM_WINDOW};"
    """
if (!window) return [];
return [...window.document.querySelectorAll('.alarm-title-label')].map(label => label.value || label.textContent);
"""
)
CLOSE_ALARMS = f"{ALARM_WINDOW}?.close();"
TIDY_CALENDAR = """
if (!document.getElementById('bottom-events-box').hidden) window.toggleUnifinder();
if (TodayPane.isVisible) document.getElementById('calendar_toggle_todaypane_command').doCommand();
for (const wish of ['workdays_only', 'tasks_in_view']) {
  const command = document.getElementById(`calendar_toggle_${wish}_command`);
  if (command.getAttribute('checked') != 'true') command.doCommand();
}
"""
SELECT_TASK = """
if (TodayPane.isVisible) document.getElementById('calendar_toggle_todaypane_command').doCommand();
document.querySelector('#calendar-task-tree .calendar-task-tree-col-entrydate').hidden = true;
const tree = document.getElementById('calendar-task-tree');
const rows = [...Array(tree.view.rowCount).keys()];
tree.focus();
tree.view.selection.select(rows.find(row => tree.getTaskAtRow(row).id == args[0]));
"""
PAUSE = "await new Promise(resolve => setTimeout(resolve, args[0]));"


def missing_programs() -> list[str]:
    """The programs that this needs and the machine has not."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


class Thunderbird:
    """A running Thunderbird; a context manager, because it is three processes."""

    def __init__(self, folder: Path, calendars: dict[str, str], address_book: str, *, scale: float = 1.0) -> None:
        """`calendars` are names and addresses; all on one server, signed in as the user of `dav_server`."""
        self.folder = folder
        self.calendars = calendars
        self.address_book = address_book
        self.scale = scale
        self._stack = ExitStack()
        self._display = ""

    def __enter__(self) -> Thunderbird:
        profile = self.folder / "profile"
        shutil.rmtree(profile, ignore_errors=True)
        profile.mkdir(parents=True)
        port = free_port()
        preferences = QUIET | {"marionette.port": port} | self._subscriptions()
        lines = [f"user_pref({_js(name)}, {_js(value)});" for name, value in preferences.items()]
        (profile / "user.js").write_text("\n".join(lines) + "\n", encoding="utf-8")
        with ExitStack() as stack:
            self._display = self._open_screen(stack)
            self._spawn(stack, "openbox")
            self._spawn(stack, "thunderbird", "--no-remote", "--marionette", "-remote-allow-system-access",
                        "--profile", str(profile))  # fmt: skip
            self.remote = Marionette(port)
            stack.callback(self.remote.close)
            self._stack = stack.pop_all()
        origin = next(iter(self.calendars.values())).split("/", 3)
        self.remote.run(SIGN_IN, "/".join(origin[:3]), REALM, USER, PASSWORD)
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    def items(self, *, at_least: int, seconds: float = 60) -> list[dict[str, Any]]:
        """Events and tasks as Thunderbird holds them, once there are so many."""
        deadline = time.monotonic() + seconds
        while len(found := self.remote.run(ITEMS)) < at_least and time.monotonic() < deadline:
            self.remote.run(REFRESH)
            time.sleep(1)
        return list(found)

    def cards(self) -> list[dict[str, str]]:
        """The address book's contacts, freshly fetched."""
        return list(self.remote.run(CARDS))

    def alarms(self, *, seconds: float = 60) -> list[str]:
        """Titles in the reminder window, once it stands."""
        return list(self.remote.wait_for(ALARMS, seconds=seconds))

    def close_alarms(self) -> None:
        """Shut the reminder window; the reminders stay undismissed."""
        self.remote.run(CLOSE_ALARMS)

    def complete(self, uid: str) -> bool:
        """Tick a task, as its check box does; whether there is one."""
        ticked = bool(self.remote.run(COMPLETE, uid))
        self.pause(3)
        return ticked

    def show_week(self, day: date) -> None:
        """Open the calendar at the week of `day`."""
        self.remote.run(
            "document.getElementById('tabmail').openTab('calendar'); await window.switchToView('week');"
            "const {cal} = ChromeUtils.importESModule('resource:///modules/calendar/calUtils.sys.mjs');"
            "window.currentView().goToDay(cal.createDateTime(args[0]));",
            f"{day:%Y%m%d}",
        )
        self.pause(1)
        self.remote.run(TIDY_CALENDAR)
        self.pause(3)

    def show_task(self, uid: str) -> None:
        """Open the list of tasks, one of them in detail."""
        self.remote.run("document.getElementById('tabmail').openTab('tasks');")
        self.pause(2)
        self.remote.run(SELECT_TASK, uid)
        self.pause(2)

    def show_address_book(self) -> None:
        """Open the address book, the first contact in detail."""
        self.remote.run("await window.toAddressBook();")
        self.pause(3)
        self.remote.run(
            "const tab = document.getElementById('tabmail').currentTabInfo; const inside = tab.browser.contentWindow;"
            "inside.cardsPane.cardsList.selectedIndex = 0;"
        )
        self.pause(2)

    def pause(self, seconds: float) -> None:
        """Let it paint."""
        self.remote.run(PAUSE, int(seconds * 1000))

    def photograph(self, picture: Path) -> None:
        """Save the whole screen as PNG."""
        subprocess.run(["import", "-window", "root", str(picture)], check=True, env=self._environment())

    def _subscriptions(self) -> dict[str, bool | int | str]:
        book = "ldap_2.servers.Contacts"
        found: dict[str, bool | int | str] = {
            f"{book}.dirType": 102,
            f"{book}.description": "Contacts",
            f"{book}.filename": "abook-3.sqlite",
            f"{book}.uid": CALENDAR_ID.format(99),
            f"{book}.carddav.url": self.address_book,
            f"{book}.carddav.username": USER,
        }
        colours: Sequence[str] = ("#3584e4", "#2ec27e", "#e5a50a")
        for number, (name, address) in enumerate(self.calendars.items()):
            calendar = f"calendar.registry.{CALENDAR_ID.format(number)}"
            found |= {
                f"{calendar}.type": "caldav",
                f"{calendar}.name": name,
                f"{calendar}.uri": address,
                f"{calendar}.username": USER,
                f"{calendar}.color": colours[number % len(colours)],
                f"{calendar}.disabled": True,  # until the password is there: else a window asks for it
                f"{calendar}.cache.enabled": True,
                f"{calendar}.calendar-main-in-composite": True,
                f"{calendar}.refreshInterval": "1",
            }
        return found

    def _open_screen(self, stack: ExitStack) -> str:
        reading, writing = os.pipe()
        size = "x".join(str(int(side * self.scale)) for side in SCREEN)
        self._spawn(stack, "Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp",
                    pass_fds=(writing,))  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb did not start; see {self.folder}/Xvfb.log")
        return f":{number}"

    def _spawn(self, stack: ExitStack, *command: str, pass_fds: Sequence[int] = ()) -> None:
        with (self.folder / f"{command[0]}.log").open("wb") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=log, env=self._environment(), pass_fds=pass_fds, start_new_session=True
            )
        stack.callback(_end, process)

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ, "HOME": str(self.folder), "DISPLAY": self._display, "TZ": "Europe/Berlin", "LC_ALL": "C.UTF-8",
            "MOZ_ENABLE_WAYLAND": "0", "NO_AT_BRIDGE": "1",
        }  # fmt: skip


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _js(value: bool | int | str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
