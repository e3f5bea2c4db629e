"""The daemon as a process: signals, the watchdog, what it tells systemd and the log."""

from __future__ import annotations

import itertools
import signal
from pathlib import Path

import pytest

from tests.daemon.conftest import Start, write_config


def test_ready_comes_after_the_first_pass(start: Start):
    """Not before anything was seen of the world; the status line is for a person."""
    with start(seconds=0.3) as service:
        ready = service.expect(READY="1")
        assert service.passes() == 1
        assert not any("READY" in message for message in service.messages[:-1])
        assert ready["STATUS"].startswith("all is well; 3 interviews followed, next reminder ")
        assert service.stop() == 0


def test_the_first_contact_is_enough_to_be_ready(start: Start):
    """A first look at ten thousand events may take longer than systemd waits for a start."""
    with start(alive=True, seconds=30) as service:
        service.expect(READY="1", timeout=5)


def test_sigterm_ends_it_and_closes_the_state(start: Start):
    """STOPPING is told, the state is closed, the exit code is 0."""
    with start() as service:
        service.expect(READY="1")
        assert service.stop() == 0
        service.listen(0.1)
        assert any(message.get("STOPPING") == "1" for message in service.messages)
        assert service.events[-1]["what"] == "close"


def test_sigterm_ends_it_within_two_seconds_even_in_a_hanging_request(start: Start):
    """Whatever the other side does; the next pass mends what was cut off."""
    with start(alive=True, seconds=60) as service:
        service.expect(READY="1")
        assert service.stop(timeout=2) == 0


def test_it_looks_again_at_the_poll_interval(start: Start):
    """With the configured pause, a little chance added, and nothing in between."""
    with start(poll="1s") as service:
        service.until(lambda: service.passes() >= 3)
        at = [event["at"] for event in service.events if event["what"] == "pass"]
        assert all(0.85 < after - before < 3 for before, after in itertools.pairwise(at))


def test_sigusr1_asks_for_one_pass(start: Start):
    """At once when idle; several wishes during a pass are one pass more."""
    with start() as service:
        service.expect(READY="1")
        service.behave(seconds=0.5)
        service.signal(signal.SIGUSR1)
        service.until(lambda: service.passes() == 2)
        for _ in range(3):
            service.signal(signal.SIGUSR1)
            service.listen(0.05)
        service.until(lambda: service.passes() == 3)
        service.listen(1.0)
        assert service.passes() == 3


def test_sighup_reads_the_config_again(start: Start, tmp_path: Path):
    """RELOADING, the work opened with the new config, READY, and a pass."""
    with start() as service:
        service.expect(READY="1")
        write_config(tmp_path, poll="7s")
        service.signal(signal.SIGHUP)
        assert int(service.wait_for(RELOADING="1")["MONOTONIC_USEC"]) > 0
        service.wait_for(READY="1")
        service.until(lambda: service.passes() == 2)
        assert [event["what"] for event in service.events] == ["open", "pass", "close", "open", "pass"]
        assert service.events[3]["poll"] == 7
        assert service.stop() == 0


def test_a_wrong_config_is_reported_and_the_old_one_stays(start: Start, tmp_path: Path):
    """The daemon goes on as before; the log names the problems, without the addresses in them."""
    with start() as service:
        service.expect(READY="1")
        path = tmp_path / "config.toml"
        path.write_text(path.read_text().replace("poll_interval", "pol_interval").replace("sam@example.com", "sam@x y"))
        service.signal(signal.SIGHUP)
        service.wait_for(RELOADING="1")
        service.wait_for(READY="1")
        assert "the config has 2 problems, the old one stays" in service.stderr
        assert "did you mean `poll_interval`?" in service.stderr
        assert "sam@" not in service.stderr
        service.signal(signal.SIGUSR1)
        service.until(lambda: service.passes() == 2)


@pytest.mark.parametrize("how", ["gone", "folder", "not text", "not TOML"])
def test_a_config_that_cannot_be_read_leaves_the_old_one(start: Start, tmp_path: Path, how: str):
    """Whatever has become of the file, the daemon goes on."""
    with start() as service:
        service.expect(READY="1")
        path = tmp_path / "config.toml"
        path.unlink()
        match how:
            case "folder":
                path.mkdir()
            case "not text":
                path.write_bytes(b"\xff\xfe\x00")
            case "not TOML":
                path.write_text("[me\n")
        service.signal(signal.SIGHUP)
        service.wait_for(RELOADING="1")
        service.wait_for(READY="1")
        assert "the config has 1 problem, the old one stays" in service.stderr
        service.signal(signal.SIGUSR1)
        service.until(lambda: service.passes() == 2)


def test_a_config_whose_work_cannot_be_opened_leaves_the_old_one(start: Start, tmp_path: Path):
    """Not only the text of a config can be wrong: its state may be in use, its templates missing."""
    with start(refuse_poll=7) as service:
        service.expect(READY="1")
        write_config(tmp_path, poll="7s")
        service.signal(signal.SIGHUP)
        service.wait_for(READY="1")
        service.until(lambda: service.passes() == 2)
        assert "the new config cannot be used, the old one stays: the state is in use" in service.stderr
        assert service.events[-2]["poll"] == 3600


def test_work_that_cannot_be_opened_at_the_start_ends_it(start: Start):
    """With the error's own exit code, and without a traceback."""
    with start(refuse_poll=3600) as service:
        assert service.process.wait(10) == 1
        assert "the state is in use" in service.stderr
        assert "Traceback" not in service.stderr


def test_a_burst_of_reloads_and_wishes_leaves_a_daemon_that_works(start: Start):
    """Signals in any order and number are taken in one after the other."""
    with start(seconds=0.1) as service:
        service.expect(READY="1")
        for number in [signal.SIGHUP, signal.SIGUSR1] * 5:
            service.signal(number)
            service.listen(0.02)
        service.listen(1.5)
        settled = service.passes()
        service.signal(signal.SIGUSR1)
        service.until(lambda: service.passes() == settled + 1)
        assert service.stop() == 0
        assert service.events[-1]["what"] == "close"


def test_the_watchdog_is_fed_while_idle_and_during_a_long_pass(start: Start):
    """As long as the pass shows signs of life or is within its time."""
    with start(watchdog=0.6, seconds=0.8) as service:
        service.expect(READY="1")
        service.listen(1.0)
        fed = sum("WATCHDOG" in message for message in service.messages)
        assert fed >= 3


def test_a_hang_is_left_to_the_watchdog_and_shows_where(start: Start):
    """No sign of life for too long: no more WATCHDOG=1; the SIGABRT that follows prints the place in Python."""
    with start(watchdog=0.6, alive=True, seconds=60) as service:
        service.expect(READY="1")
        service.until(lambda: "no sign of life" in service.stderr)
        service.listen(0.3)
        count = len(service.messages)
        service.listen(0.7)
        assert not any("WATCHDOG" in message for message in service.messages[count:])
        service.signal(signal.SIGABRT)
        assert service.process.wait(2) == -signal.SIGABRT
        assert "in hang_here" in service.stderr.split("Fatal Python error: Aborted")[1]


def test_a_bug_ends_the_process_without_quoting_what_it_read(start: Start):
    """The manager starts it anew; the log shows the place, not the text (law 10)."""
    with start(bug=True) as service:
        assert service.process.wait(10) == 1
        assert "a bug in syncd, KeyError" in service.stderr
        assert "in pass_" in service.stderr
        assert "CANARY" not in service.stderr


def test_a_wrong_config_at_the_start_is_78(start: Start, tmp_path: Path):
    """systemd does not start it again on 78."""
    starting = start()
    (tmp_path / "config.toml").write_text("[me]\n")
    with starting as service:
        assert service.process.wait(10) == 78
        assert "[me] name is missing" in service.stderr


def test_lost_and_back_are_said_once_each(start: Start):
    """An account in trouble rests longer and longer; the log says so once, and once that it is back."""
    with start(poll="1s", failed={"home": "away"}) as service:
        service.expect(STATUS="home: server away, trying again by itself")
        service.until(lambda: any(event.get("skip") == ["home"] for event in service.events), timeout=30)
        assert service.stderr.count("home: server away") == 1
        service.behave()
        service.expect(STATUS="all is well")
        service.signal(signal.SIGUSR1)
        service.listen(0.5)
        assert service.stderr.count("home: back") == 1
        assert "work" not in service.stderr


def test_no_network_at_boot_is_no_failure(start: Start):
    """Every account away: ready, waiting, and at work as soon as they answer."""
    with start(failed={"home": "away", "work": "away"}) as service:
        assert "home: server away" in service.expect(READY="1")["STATUS"]
        service.behave()
        service.expect(STATUS="all is well")


def test_a_pass_that_is_broken_off_is_tried_again(start: Start):
    """Quietly, and said once."""
    with start(broken=True) as service:
        service.until(lambda: service.passes() >= 3)
        assert service.stderr.count("broken off") == 1
        service.behave()
        service.wait_for(STATUS="all is well")


def test_texts_that_cannot_be_used_are_counted_once(start: Start):
    """The texts are the user's own: the log does not quote them."""
    with start(poll="1s", broken_texts=2) as service:
        service.until(lambda: service.passes() >= 3)
        assert service.stderr.count("2 texts of yours cannot be used") == 1
        assert "CANARY" not in service.stderr


def test_waking_up_causes_one_pass(start: Start, tmp_path: Path):
    """A jump of the wall clock is one pass, however often the clock is set."""
    with start() as service:
        service.expect(READY="1")
        for hours in (8, 16, 4):
            (tmp_path / "offset.tmp").write_text(str(hours * 3600))
            (tmp_path / "offset.tmp").replace(tmp_path / "wall-clock-offset")
            service.listen(0.5)
        assert service.passes() == 2


@pytest.mark.parametrize("level", ["info", "warning"])
def test_the_log_counts_and_does_not_tell(start: Start, level: str):
    """Law 10: no title, name, address or error text at INFO and above."""
    with start(level=level, writes=["home", "home"], failed={"work": "refused"}) as service:
        service.expect(READY="1")
        service.stop()
        assert ("home: 2 written" in service.stderr) == (level == "info")
        assert "work: refused" in service.stderr
        assert "CANARY" not in service.stderr + str(service.messages)
