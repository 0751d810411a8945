"""What a learner sees of a line that breaks off: it never stands there half, and never twice."""

import pytest

from tests.fault_server import behaviours as fault
from tests.fault_server.server import FaultServer
from tests.ui.story import SORRY, Story

HALF = "Pink. Both times it came"
WHOLE = "Pink. Both times it came back pink, and he has eaten nothing at all."
ENDINGS = {
    "cut": fault.cut(HALF),
    "no finish": fault.stop_without_finish(HALF),
    "error in the stream": fault.error_event(HALF),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_half_spoken_line_goes_and_is_spoken_whole_on_request(
    story: Story, fault_server: FaultServer, ending: str
) -> None:
    story.meet()
    fault_server.always(ENDINGS[ending])
    story.say(SORRY)
    assert story.is_sound()
    assert story.said()[1:] == [SORRY]
    fault_server.always(fault.say(WHOLE))
    assert story.press("again").said()[1:] == [SORRY, WHOLE]


def test_a_half_spoken_line_is_spoken_whole_in_another_window(story: Story, fault_server: FaultServer) -> None:
    story.meet()
    fault_server.always(fault.cut(HALF))
    story.say(SORRY)
    fault_server.always(fault.say(WHOLE))
    other = story.again().open("talk", session=story.session_id)
    assert other.said()[1:] == [SORRY, WHOLE]
    story.app.run()
    assert story.said() == other.said()
    assert len(fault_server.completions) == 2
