"""What the importer made of a file, for the pages of sources and of the articles that came from them."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from series.models.desk import Source

# Below this an editor should look at what the importer guessed.
DOUBTFUL = 0.75


def source_panel(source: Source, *, is_open: bool = False) -> SafeString:
    """The file's name, hash and date, the importer's guesses with their reasons, and the lines it set aside."""
    guesses = [{**guess, "is_doubtful": guess["confidence"] < DOUBTFUL} for guess in source.guesses]
    doubtful = [guess for guess in guesses if guess["is_doubtful"]]
    context = {"source": source, "guesses": guesses, "doubtful": len(doubtful), "is_open": is_open}
    return render_to_string("series/admin/source_panel.html", context)
