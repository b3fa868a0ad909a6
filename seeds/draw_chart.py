"""Draw the chart of Russia's land borders by length into `pictures/`.

    python seeds/draw_chart.py

Lengths are those of the CIA World Factbook, a work of the United States government in the public
domain (entry "Russia", land boundaries; they add up to its total of 22,407 km). Other sources count
rivers and mountains otherwise and differ by a few per cent.
"""

from pathlib import Path

from draw_maps import BORDER, FAINT, FRONTIER, INK, NOTE, Canvas

PICTURE = Path(__file__).with_name("pictures") / "kazakhstan-lengths.webp"
PAPER = "#f7f3ea"
MARKED = "Kazakhstan"

LENGTHS_KM = {
    "Kazakhstan": 7644,
    "China": 4179,
    "Mongolia": 3452,
    "Ukraine": 1944,
    "Belarus": 1312,
    "Finland": 1309,
    "Georgia": 894,
    "Azerbaijan": 338,
    "Latvia": 332,
    "Estonia": 324,
    "Lithuania": 261,
    "Poland": 209,
    "Norway": 191,
    "North Korea": 18,
}

LEFT, TOP, ROW, THICK, WIDEST = 270, 150, 56, 34, 1150


def draw(path: Path = PICTURE) -> None:
    """Draw one bar a neighbour, longest first, with its figure."""
    canvas = Canvas((1600, 1000), PAPER)
    canvas.write((60, 66), "Russia’s land borders, in kilometres", 40, INK, "lm", bold=0.6)
    for row, (name, km) in enumerate(LENGTHS_KM.items()):
        bar(canvas, TOP + row * ROW, name, km)
    canvas.write(
        (60, 962),
        "Source: CIA World Factbook. Lithuania and Poland: Kaliningrad region",
        NOTE + 3,
        FAINT,
        "lm",
    )
    canvas.save(path)


def bar(canvas: Canvas, y: int, name: str, km: int) -> None:
    """One neighbour's row."""
    colour = BORDER if name == MARKED else FRONTIER
    end = LEFT + max(3.0, WIDEST * km / max(LENGTHS_KM.values()))
    half = THICK / 2
    canvas.write((LEFT - 20, y), name, 27, INK, "rm", bold=0.5 if name == MARKED else 0.1)
    canvas.fill([(LEFT, y - half), (end, y - half), (end, y + half), (LEFT, y + half)], colour)
    canvas.write((end + 14, y), f"{km:,}", 25, INK, "lm", bold=0.5 if name == MARKED else 0.1)


if __name__ == "__main__":
    draw()
