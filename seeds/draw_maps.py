"""Draw the locator maps of the sample series into `pictures/`.

    python seeds/draw_maps.py                      every map
    python seeds/draw_maps.py georgia-map          the maps named
    python seeds/draw_maps.py --cut NATURAL_EARTH  first cut outlines.json.gz again from shapefiles

Needs Pillow and nothing else: the type is the one that Pillow carries. The projection is Lambert's
azimuthal equal-area about the middle of each view, so that Russia's 180th meridian is no edge.
"""

import argparse
import itertools
import math
from collections.abc import Callable, Iterable
from pathlib import Path

import outlines
from map_views import VIEWS, Place, View, Words
from outlines import Outlines, Ring
from PIL import Image, ImageDraw, ImageFont

Pixel = tuple[float, float]
Projection = Callable[[float, float], Pixel]

PICTURES = Path(__file__).with_name("pictures")
SHARPER = 2
EARTH_KM = 6371.0
MARGIN = 36

SEA = "#d3e2ea"
SHORE = "#8aa9b8"
LAND = "#f3efe6"
RUSSIA = "#e4d3ac"
NEIGHBOUR = "#b5cba4"
ALLIED = "#c9d3e0"
BORDER = "#b3202c"
ALLIED_BORDER = "#2f5d8c"
CASING = "#fbf6ec"
FRONTIER = "#b3a996"
GRID = "#c3d4dd"
INK = "#2b2a28"
FAINT = "#7d766a"
WATER = "#4f7689"

BIG, MIDDLE, SMALL, NOTE = 44, 26, 25, 17


class Canvas:
    """A picture under way, drawn larger than wanted and reduced at the end for smooth lines."""

    def __init__(self, size: tuple[int, int], ground: str = SEA) -> None:
        self.size = size
        self.image = Image.new("RGB", (size[0] * SHARPER, size[1] * SHARPER), ground)
        self.pen = ImageDraw.Draw(self.image)

    def fill(self, points: list[Pixel], colour: str) -> None:
        """Fill a polygon given in final pixels."""
        if len(points) > 2:
            self.pen.polygon([(x * SHARPER, y * SHARPER) for x, y in points], fill=colour)

    def line(self, points: list[Pixel], colour: str, width: float) -> None:
        """Draw a line with round corners and ends."""
        dots = [(x * SHARPER, y * SHARPER) for x, y in points]
        self.pen.line(dots, fill=colour, width=max(1, round(width * SHARPER)), joint="curve")
        if width > 2:
            for x, y in (points[0], points[-1]):
                self.dot(x, y, width / 2, colour)

    def dot(self, x: float, y: float, radius: float, colour: str, rim: str | None = None) -> None:
        """Draw a round dot, with a rim of another colour if wanted."""
        box = [(x - radius) * SHARPER, (y - radius) * SHARPER, (x + radius) * SHARPER, (y + radius) * SHARPER]
        self.pen.ellipse(box, fill=colour, outline=rim, width=round(1.6 * SHARPER) if rim else 0)

    def write(
        self,
        at: Pixel,
        text: str,
        size: int,
        colour: str,
        anchor: str = "mm",
        halo: str | None = None,
        bold: float = 0.0,
    ) -> None:
        """Write a line of text; `anchor` is Pillow's, `halo` keeps it readable on lines."""
        font = ImageFont.load_default(size * SHARPER)
        where = (at[0] * SHARPER, at[1] * SHARPER)
        if halo:
            self.pen.text(where, text, halo, font, anchor, stroke_width=round((3 + bold) * SHARPER))
        self.pen.text(where, text, colour, font, anchor, stroke_width=bold * SHARPER)

    def spaced(self, at: Pixel, text: str, size: int, colour: str, gap: float, halo: str | None = None) -> None:
        """Write capitals set wide, as atlases name countries."""
        font = ImageFont.load_default(size * SHARPER)
        widths = [font.getlength(letter) / SHARPER + gap for letter in text]
        for layer in ([halo] if halo else []) + [colour]:
            x = at[0] - (sum(widths) - gap) / 2
            for letter, width in zip(text, widths, strict=True):
                stroke = round(3 * SHARPER) if layer == halo else 0.25 * SHARPER
                self.pen.text((x * SHARPER, at[1] * SHARPER), letter, layer, font, "lm", stroke_width=stroke)
                x += width

    def save(self, path: Path) -> None:
        """Reduce and write as WebP without metadata."""
        self.image.resize(self.size, Image.Resampling.LANCZOS).save(path, "WEBP", quality=88, method=6)


def equal_area(view: View) -> Projection:
    """Degrees to pixels by Lambert's azimuthal equal-area projection (Snyder 1987, 24-2 to 24-4)."""
    lon0, lat0 = map(math.radians, view.centre)
    sin0, cos0 = math.sin(lat0), math.cos(lat0)
    scale = EARTH_KM * view.size[0] / view.width_km

    def project(lon: float, lat: float) -> Pixel:
        turn, lat = math.radians(lon) - lon0, math.radians(lat)
        facing = max(-0.999, sin0 * math.sin(lat) + cos0 * math.cos(lat) * math.cos(turn))
        spread = scale * math.sqrt(2 / (1 + facing))
        x = spread * math.cos(lat) * math.sin(turn)
        y = spread * (cos0 * math.sin(lat) - sin0 * math.cos(lat) * math.cos(turn))
        return view.size[0] / 2 + x, view.size[1] / 2 - y

    return project


def globe(view: View, middle: Pixel, radius: float) -> Projection:
    """Degrees to pixels on a globe seen from above the view; what lies behind is put on its rim."""
    lon0, lat0 = math.radians(view.centre[0]), math.radians(max(-50.0, min(52.0, view.centre[1])))

    def project(lon: float, lat: float) -> Pixel:
        turn, lat = math.radians(lon) - lon0, math.radians(lat)
        x = math.cos(lat) * math.sin(turn)
        y = math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(turn)
        facing = math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(turn)
        grow = radius if facing >= 0 else radius / max(1e-9, math.hypot(x, y))
        return middle[0] + x * grow, middle[1] - y * grow

    return project


def pixels(ring: Ring, project: Projection) -> list[Pixel]:
    """Outline points in pixels."""
    return [project(x / outlines.UNITS, y / outlines.UNITS) for x, y in ring]


def draw(view: View, world: Outlines, path: Path) -> None:
    """Draw one locator map and save it."""
    canvas, project = Canvas(view.size), equal_area(view)
    tones = {"RU": RUSSIA, view.neighbour: NEIGHBOUR} | dict.fromkeys(view.allies, ALLIED)
    ground(canvas, world, project, view, tones)
    marked = [({"RU", code}, ALLIED_BORDER) for code in view.allies]
    borders(canvas, world, project, [*marked, ({"RU", view.neighbour}, BORDER)])
    names(canvas, view, project)
    inset(canvas, view, world)
    bar(canvas, view)
    legend(canvas, view)
    canvas.save(path)


def ground(canvas: Canvas, world: Outlines, project: Projection, view: View, tones: dict[str, str]) -> None:
    """Sea, graticule, countries in their tones, lakes and shores."""
    graticule(canvas, project, view)
    for code, rings in world.countries.items():
        for ring in rings:
            canvas.fill(pixels(world.ring(ring), project), tones.get(code, LAND))
    for lake in world.lakes:
        shape = pixels(lake, project)
        if on_paper(shape, view.size):
            canvas.fill(shape, SEA)
            canvas.line(shape, SHORE, 1)


def graticule(canvas: Canvas, project: Projection, view: View) -> None:
    """Thin meridians and parallels, about five across the view."""
    step = next(s for s in (0.25, 0.5, 1, 2, 5, 10, 20) if s * outlines.KM_PER_DEGREE * 3 > view.height_km / 2)
    lon0, lat0 = (round(v / step) * step for v in view.centre)
    lats = [min(88.0, max(-88.0, lat0 + step * i / 4)) for i in range(-24, 25)]
    lons = [lon0 + step * i / 4 for i in range(-80, 81)]
    for i in range(-20, 21):
        canvas.line([project(lon0 + i * step, lat) for lat in lats], GRID, 1)
    for lat in sorted({lat for lat in lats if not (lat / step) % 1}):
        canvas.line([project(lon, lat) for lon in lons], GRID, 1)


def on_paper(shape: list[Pixel], size: tuple[int, int]) -> bool:
    """Whether any point of a shape is on the picture."""
    return any(-50 < x < size[0] + 50 and -50 < y < size[1] + 50 for x, y in shape)


def borders(
    canvas: Canvas,
    world: Outlines,
    project: Projection,
    marked: list[tuple[set[str], str]],
) -> None:
    """Coasts, other countries' borders, and over them the marked ones with a light casing."""
    sides = world.owners()
    lines = [(owners, pixels(arc, project)) for arc, owners in zip(world.arcs, sides, strict=True)]
    lines = [(owners, line) for owners, line in lines if on_paper(line, canvas.size)]
    for owners, line in lines:
        if len(owners) > 1:
            canvas.line(line, FRONTIER, 1.6)
    for arc, owners in zip(world.arcs, sides, strict=True):
        if len(owners) == 1:
            coast(canvas, arc, project)
    for width, casing in ((9.0, True), (4.5, False)):
        for pair, colour in marked:
            for line in (line for owners, line in lines if owners == pair):
                canvas.line(line, CASING if casing else colour, width)


def coast(canvas: Canvas, arc: Ring, project: Projection) -> None:
    """A shore, without the cut that the data have along the 180th meridian."""
    edge = 180 * outlines.UNITS
    for a, b in itertools.pairwise(arc):
        if not (abs(a[0]) >= edge - 1 and abs(b[0]) >= edge - 1):
            ends = pixels([a, b], project)
            if on_paper(ends, canvas.size):
                canvas.line(ends, SHORE, 1.2)


def names(canvas: Canvas, view: View, project: Projection) -> None:
    """Every name of the view, and the lines that it draws itself."""
    for ends in itertools.pairwise(project(*point) for point in view.line):
        dashes(ends, lambda line: canvas.line(line, BORDER, 4))
    for words in view.words:
        spell(canvas, words, project(words.lon, words.lat))
    for place in view.places:
        pin(canvas, place, project(place.lon, place.lat))


def spell(canvas: Canvas, words: Words, at: Pixel) -> None:
    """A country's, water's or region's name."""
    if words.kind == "country":
        canvas.spaced(at, words.text, BIG, INK, 12, None)
    elif words.kind == "small":
        canvas.spaced(at, words.text, 34, INK, 7, None)
    elif words.kind == "other":
        canvas.spaced(at, words.text, MIDDLE, FAINT, 6, LAND)
    elif words.kind == "water":
        canvas.write(at, words.text, MIDDLE, WATER, halo=SEA)
    elif words.kind == "note":
        canvas.write(at, words.text, 20, FAINT, halo=SEA)
    else:
        canvas.spaced(at, words.text, 18, FAINT, 3, None)


def dashes(ends: tuple[Pixel, Pixel], draw_line: Callable[[list[Pixel]], None], length: float = 18) -> None:
    """A straight line broken into dashes."""
    (ax, ay), (bx, by) = ends
    steps = int(math.dist(*ends) / length)
    at = [(ax + (bx - ax) * i / steps, ay + (by - ay) * i / steps) for i in range(steps + 1)]
    for start, end in zip(at[::2], at[1::2], strict=False):
        draw_line([start, end])


SIDES = {"r": (13, 0, "lm"), "l": (-13, 0, "rm"), "t": (0, -13, "mb"), "b": (0, 12, "mt")}


def pin(canvas: Canvas, place: Place, at: Pixel) -> None:
    """A place's dot and name."""
    x, y = at
    if place.mark == "capital":
        canvas.dot(x, y, 9, "#ffffff", INK)
        canvas.dot(x, y, 5, INK)
    elif place.mark in ("crossing", "pass"):
        canvas.dot(x, y, 9, "#ffffff", BORDER if place.mark == "crossing" else FAINT)
    elif place.mark == "town":
        canvas.dot(x, y, 6, INK, "#ffffff")
    dx, dy, anchor = SIDES[place.side]
    canvas.write((x + dx, y + dy), place.name, SMALL, INK, anchor, halo="#f7f1e3", bold=0.3)


def inset(canvas: Canvas, view: View, world: Outlines) -> None:
    """A small globe that shows where on the earth the view lies."""
    radius = 92.0
    middle = (
        radius + MARGIN if view.globe[1] == "l" else view.size[0] - radius - MARGIN,
        radius + MARGIN if view.globe[0] == "t" else view.size[1] - radius - MARGIN,
    )
    project = globe(view, middle, radius)
    canvas.dot(*middle, radius + 7, "#ffffff")
    canvas.dot(*middle, radius, SEA)
    for ring in world.land:
        canvas.fill(pixels(ring, project), "#fffdf8")
    for code, tone in (("RU", "#d3bb82"), (view.neighbour, "#8fb07c")):
        for ring_numbers in world.countries[code]:
            canvas.fill(pixels(world.ring(ring_numbers), project), tone)
    canvas.line([*frame(view, project)], BORDER, 2.5)
    canvas.pen.ellipse(
        [v * SHARPER for v in (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)],
        outline=SHORE,
        width=SHARPER,
    )


def frame(view: View, project: Projection) -> Iterable[Pixel]:
    """The view's outline on the globe, no smaller than can be seen."""
    x, y = project(*view.centre)
    degrees = 92.0 / EARTH_KM
    wide, tall = max(7.0, view.width_km * degrees / 2), max(5.0, view.height_km * degrees / 2)
    return [
        (x - wide, y - tall),
        (x + wide, y - tall),
        (x + wide, y + tall),
        (x - wide, y + tall),
        (x - wide, y - tall),
    ]


def bar(canvas: Canvas, view: View) -> None:
    """Scale bar in kilometres, with the source of the outlines under it."""
    per_km = view.size[0] / view.width_km
    length = max(km for km in (10, 20, 50, 100, 200, 500) if km * per_km < view.size[0] * 0.2)
    left = MARGIN if view.bar[1] == "l" else view.size[0] - MARGIN - max(180, length * per_km + 90)
    y = view.size[1] - MARGIN - 30
    right = left + length * per_km
    ends: list[Pixel] = [(left, y - 8), (left, y), (right, y), (right, y - 8)]
    canvas.line(ends, "#ffffff", 5)
    canvas.line(ends, INK, 2)
    canvas.write((left + length * per_km + 10, y - 3), f"{length} km", 20, INK, "lm", "#f7f1e3")
    canvas.write((left, y + 22), "Outlines: Natural Earth", NOTE, FAINT, "lm", "#f7f1e3")


def legend(canvas: Canvas, view: View) -> None:
    """What the colours of the borders mean, where there is more than one."""
    if not view.legend:
        return
    box = (MARGIN, MARGIN, MARGIN + 640, MARGIN + 30 + 42 * len(view.legend))
    canvas.pen.rectangle([v * SHARPER for v in box], fill="#ffffff")
    for row, (kind, text) in enumerate(view.legend):
        y = MARGIN + 36 + 42 * row
        canvas.line([(MARGIN + 22, y), (MARGIN + 72, y)], BORDER if kind == "border" else ALLIED_BORDER, 5)
        canvas.write((MARGIN + 90, y), text, 23, INK, "lm", bold=0.2)


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(description="Draw the locator maps of the sample series.")
    parser.add_argument("maps", nargs="*", choices=[[], *(view.slug for view in VIEWS)], help="which; all if none")
    parser.add_argument("--cut", type=Path, metavar="FOLDER", help="cut the outlines again from shapefiles")
    parser.add_argument("--to", type=Path, default=PICTURES, help="folder for the pictures")
    options = parser.parse_args()
    if options.cut:
        outlines.save(outlines.cut(options.cut))
    world = outlines.load()
    options.to.mkdir(parents=True, exist_ok=True)
    for view in VIEWS:
        if not options.maps or view.slug in options.maps:
            draw(view, world, options.to / f"{view.slug}.webp")


if __name__ == "__main__":
    main()
