"""Outlines for the locator maps: cut once from Natural Earth's shapefiles, then read from one small file.

`outlines.json.gz` holds countries as rings of shared arcs (so that a border between two countries is
one line), lakes, and coarse land for the globe. Coordinates are whole thousandths of a degree.
Borders are those that the UN General Assembly recognises: Natural Earth draws Crimea with Russia and
Baikonur by itself; here the first is Ukraine's (resolution 68/262) and the second is left out, so that
Kazakhstan, around it, covers it.
"""

import gzip
import itertools
import json
import math
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from map_views import VIEWS, View

Point = tuple[int, int]
Ring = list[Point]

UNITS = 1000
KM_PER_DEGREE = 111.2
LEASED = "KAB"
CHUNK = 60
COARSE = 200.0
CRIMEA = (32000, 44000, 36650, 46300)
STORE = Path(__file__).with_name("outlines.json.gz")


class Outlines(NamedTuple):
    """Arcs, and what is drawn of them: country code to rings of arc numbers (~n means reversed)."""

    arcs: list[Ring]
    countries: dict[str, list[list[int]]]
    lakes: list[Ring]
    land: list[Ring]

    def ring(self, numbers: Iterable[int]) -> Ring:
        """The points of one ring, its arcs joined."""
        points: Ring = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    def owners(self) -> list[set[str]]:
        """For each arc, the countries on its sides: two at a border, one at a coast."""
        sides: list[set[str]] = [set() for _ in self.arcs]
        for code, rings in self.countries.items():
            for number in (n for ring in rings for n in ring):
                sides[number if number >= 0 else ~number].add(code)
        return sides


def load(path: Path = STORE) -> Outlines:
    """Read the outlines that `save` wrote."""
    raw = json.loads(gzip.decompress(path.read_bytes()))
    return Outlines(
        [_undelta(arc) for arc in raw["arcs"]],
        raw["countries"],
        [_undelta(ring) for ring in raw["lakes"]],
        [_undelta(ring) for ring in raw["land"]],
    )


def save(outlines: Outlines, path: Path = STORE) -> None:
    """Write outlines, always the same bytes for the same outlines."""
    raw = {
        "source": "Natural Earth 1:10m countries and lakes, 1:110m land; public domain",
        "arcs": [_delta(arc) for arc in outlines.arcs],
        "countries": outlines.countries,
        "lakes": [_delta(ring) for ring in outlines.lakes],
        "land": [_delta(ring) for ring in outlines.land],
    }
    text = json.dumps(raw, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def cut(folder: Path) -> Outlines:
    """Cut outlines for `VIEWS` from a folder of Natural Earth shapefiles (searched for by name)."""
    rings = _united_nations(_countries(_find(folder, "ne_10m_admin_0_countries.shp")))
    arcs, countries = _share(rings)
    arcs = [_simplify(arc, _tolerance(arc)) for arc in arcs]
    lakes = [_simplify(r, _tolerance(r)) for _, r in _shapes(_find(folder, "ne_10m_lakes.shp")) if _seen(r)]
    land = [_simplify(r, 100.0) for _, r in _shapes(_find(folder, "ne_110m_land.shp")) if _north(r)]
    return Outlines(arcs, countries, [r for r in lakes if len(r) > 4], land)


def _delta(ring: Ring) -> list[int]:
    flat, last = [], (0, 0)
    for point in ring:
        flat += [point[0] - last[0], point[1] - last[1]]
        last = point
    return flat


def _undelta(flat: list[int]) -> Ring:
    ring, x, y = [], 0, 0
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        ring.append((x, y))
    return ring


def _find(folder: Path, name: str) -> Path:
    found = sorted(folder.rglob(name))
    if not found:
        raise SystemExit(f"{name} is nowhere under {folder}")
    return found[0]


def _shapes(path: Path) -> Iterator[tuple[int, Ring]]:
    """Outer rings of a polygon shapefile with their record's number (ESRI white paper, 1998)."""
    data, at, record = path.read_bytes(), 100, 0
    while at < len(data):
        length = struct.unpack_from(">i", data, at + 4)[0] * 2
        yield from ((record, ring) for ring in _parts(data, at + 8) if _area(ring) < 0)
        at, record = at + 8 + length, record + 1


def _parts(data: bytes, at: int) -> Iterator[Ring]:
    parts, points = struct.unpack_from("<ii", data, at + 36)
    starts = [*struct.unpack_from(f"<{parts}i", data, at + 44), points]
    flat = struct.unpack_from(f"<{points * 2}d", data, at + 44 + 4 * parts)
    whole = [round(value * UNITS) for value in flat]
    for start, end in itertools.pairwise(starts):
        yield _without_repeats(zip(whole[start * 2 : end * 2 : 2], whole[start * 2 + 1 : end * 2 : 2], strict=True))


def _without_repeats(points: Iterable[Point]) -> Ring:
    ring: Ring = []
    for point in points:
        if not ring or point != ring[-1]:
            ring.append(point)
    return ring


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2


def _table(path: Path) -> list[dict[str, str]]:
    """Rows of a dBase III file."""
    data = path.read_bytes()
    count, header, size = struct.unpack_from("<IHH", data, 4)
    fields = [(data[at : at + 11].split(b"\0")[0].decode(), data[at + 16]) for at in range(32, header - 1, 32)]
    return [_row(data, header + number * size + 1, fields) for number in range(count)]


def _row(data: bytes, at: int, fields: list[tuple[str, int]]) -> dict[str, str]:
    row = {}
    for name, width in fields:
        row[name] = data[at : at + width].decode("utf-8", "replace").strip(" \0")
        at += width
    return row


def _countries(path: Path) -> list[tuple[str, Ring]]:
    codes = [_code(row) for row in _table(path.with_suffix(".dbf"))]
    rings = ((codes[record], ring) for record, ring in _shapes(path))
    return [(code, ring) for code, ring in rings if code != LEASED and len(ring) > 3]


def _code(row: dict[str, str]) -> str:
    known = row["ISO_A2_EH"] != "-99" and row["ADM0_A3"] != LEASED
    return row["ISO_A2_EH"] if known else row["ADM0_A3"]


def _united_nations(rings: list[tuple[str, Ring]]) -> list[tuple[str, Ring]]:
    return [("UA" if code == "RU" and _inside(_box(ring), CRIMEA) else code, ring) for code, ring in rings]


Box = tuple[int, int, int, int]


def _box(ring: Ring) -> Box:
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _meets(box: Box, frame: Box) -> bool:
    return box[0] <= frame[2] and box[2] >= frame[0] and box[1] <= frame[3] and box[3] >= frame[1]


def _frames() -> list[tuple[Box, float]]:
    """Every view's box with a little room, and the size of a pixel in it, thousandths of a degree."""
    return [(box, _pixel(view)) for view in VIEWS for box in _boxes(view)]


def _pixel(view: View) -> float:
    return view.width_km / view.size[0] / KM_PER_DEGREE * UNITS


def _boxes(view: View) -> list[Box]:
    lon, lat = (value * UNITS for value in view.centre)
    tall = view.height_km / KM_PER_DEGREE * UNITS * 0.62
    narrow = math.cos(math.radians(min(80.0, view.centre[1] + tall / UNITS)))
    wide = view.width_km / KM_PER_DEGREE * UNITS * 0.56 / narrow
    box = (round(lon - wide), round(lat - tall), round(lon + wide), round(lat + tall))
    turn = 360 * UNITS
    return [
        box,
        (box[0] - turn, box[1], box[2] - turn, box[3]),
        (box[0] + turn, box[1], box[2] + turn, box[3]),
    ]


FRAMES = _frames()


def _tolerance(ring: Ring) -> float:
    box = _box(ring)
    return min((0.5 * pixel for frame, pixel in FRAMES if _meets(box, frame)), default=COARSE)


def _seen(ring: Ring) -> bool:
    box = _box(ring)
    size = max(box[2] - box[0], box[3] - box[1])
    return any(_meets(box, frame) and size > 4 * pixel for frame, pixel in FRAMES)


def _north(ring: Ring) -> bool:
    box = _box(ring)
    return box[3] > -60 * UNITS and max(box[2] - box[0], box[3] - box[1]) > 2 * UNITS


def _share(rings: list[tuple[str, Ring]]) -> tuple[list[Ring], dict[str, list[list[int]]]]:
    """Split rings where their neighbours change, and number each stretch once."""
    sides: dict[tuple[Point, Point], set[str]] = {}
    for code, ring in rings:
        for a, b in itertools.pairwise(ring):
            sides.setdefault((min(a, b), max(a, b)), set()).add(code)
    wanted = {code for code, ring in rings if _seen(ring)}
    numbers: dict[tuple[Point, ...], int] = {}
    countries: dict[str, list[list[int]]] = {}
    for code, ring in rings:
        if code in wanted and (_seen(ring) or _large(ring)):
            arcs = [_number(piece, numbers) for run in _runs(ring, sides) for piece in _pieces(run)]
            countries.setdefault(code, []).append(arcs)
    return [list(arc) for arc in numbers], dict(sorted(countries.items()))


def _large(ring: Ring) -> bool:
    box = _box(ring)
    return max(box[2] - box[0], box[3] - box[1]) > UNITS


def _runs(ring: Ring, sides: dict[tuple[Point, Point], set[str]]) -> list[Ring]:
    around = [sides[min(a, b), max(a, b)] for a, b in itertools.pairwise(ring)]
    turns = [i for i in range(len(around)) if around[i] != around[i - 1]]
    if not turns:
        return [ring]
    points = ring[:-1]
    points = points[turns[0] :] + points[: turns[0] + 1]
    cuts = [turn - turns[0] for turn in turns] + [len(points) - 1]
    return [points[a : b + 1] for a, b in itertools.pairwise(cuts)]


def _pieces(run: Ring) -> list[Ring]:
    """A run in stretches, cut at the same points from whichever side it is read."""
    if run[0] > run[-1] or (run[0] == run[-1] and run[1] > run[-2]):
        return [piece[::-1] for piece in reversed(_pieces(run[::-1]))]
    return [run[at : at + CHUNK + 1] for at in range(0, len(run) - 1, CHUNK)]


def _number(piece: Ring, numbers: dict[tuple[Point, ...], int]) -> int:
    key = tuple(piece)
    if key[::-1] in numbers:
        return ~numbers[key[::-1]]
    return numbers.setdefault(key, len(numbers))


def _simplify(points: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker's thinning; ends stay, so that arcs still meet."""
    keep, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        far, distance = _farthest(points, first, last)
        if distance > tolerance:
            keep.add(far)
            stack += [(first, far), (far, last)]
    return [points[i] for i in sorted(keep)]


def _farthest(points: Ring, first: int, last: int) -> tuple[int, float]:
    best: tuple[int, float] = (first, -1.0)
    shrink = math.cos(math.radians(points[first][1] / UNITS))
    ends: Any = [(x * shrink, y) for x, y in (points[first], points[last])]
    for index in range(first + 1, last):
        distance = _off((points[index][0] * shrink, points[index][1]), *ends)
        if distance > best[1]:
            best = (index, distance)
    return best


def _off(p: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance from a point to a stretch of line."""
    length = math.dist(a, b)
    if not length:
        return math.dist(p, a)
    along = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length**2
    near = min(1.0, max(0.0, along))
    return math.dist(p, (a[0] + near * (b[0] - a[0]), a[1] + near * (b[1] - a[1])))
