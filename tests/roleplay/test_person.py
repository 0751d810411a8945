import pytest

from poise.roleplay.person import first_name, in_first_person, in_own_typing
from tests.roleplay.world import CONTENT, VERA

DINER, CAKE = CONTENT.persona("irate-diner"), CONTENT.persona("cake-buyer")


@pytest.mark.parametrize(
    ("persona", "told", "said"),
    [
        (VERA, "She found the lamp in four pieces.", "I found the lamp in four pieces."),
        (VERA, "She sees badly since her operation.", "I see badly since my operation."),
        (VERA, "Her brother told her to wait.", "My brother told me to wait."),
        (VERA, "She always was careful and she has a receipt.", "I always was careful and I have a receipt."),
        (VERA, "Vera carries Vera's parcels.", "I carry my parcels."),
        (DINER, "Alan told her to leave it; he was going to eat.", "Alan told me to leave it; he was going to eat."),
        (DINER, "Their taxi comes at nine.", "Our taxi comes at nine."),
        (
            CAKE,
            "He sent his brother, and a woman read it back to him.",
            "I sent my brother, and a woman read it back to me.",
        ),
        (CAKE, "The class came so that they would know her.", "The class came so that they would know her."),
    ],
)
def test_a_fact_about_the_customer_is_told_in_the_first_person(persona, told, said):
    assert in_first_person(told, persona) == said


def test_a_customer_who_types_without_capitals_does_so_in_every_line():
    assert in_own_typing("I paid £74. It was Mali's.", CAKE) == "i paid £74. it was mali's"
    assert in_own_typing("It did FIFTEEN.", CAKE) == "it did FIFTEEN"
    assert in_own_typing("I paid £31.", DINER) == "I paid £31."


def test_the_script_calls_the_customer_by_their_first_name():
    assert [first_name(persona) for persona in (VERA, DINER, CAKE)] == ["Vera", "Denise", "Rhys"]
