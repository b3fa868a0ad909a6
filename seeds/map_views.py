"""The sixteen borders as map views: where to look, how wide, and which places to name.

Coordinates are degrees east and north, widths are kilometres, sizes are pixels. Places stand where
any atlas has them, rounded to a hundredth of a degree; they are facts and belong to nobody.
"""

from typing import NamedTuple


class Place(NamedTuple):
    """A dot with a name; `side` says where the name goes: r, l, t or b."""

    name: str
    lon: float
    lat: float
    side: str = "r"
    mark: str = "town"


class Words(NamedTuple):
    """A name without a dot: country, small (one with less room), other (a third country), water, land, note."""

    text: str
    lon: float
    lat: float
    kind: str = "country"


class View(NamedTuple):
    """One map.

    `globe` is the corner of the inset, `bar` that of the scale bar (tl, tr, bl, br). `line` is a
    boundary at sea, which outlines do not have. `allies` are countries in a tone of their own, whose
    borders with Russia are marked too; `legend` explains them: (border or allied, text).
    """

    slug: str
    neighbour: str
    centre: tuple[float, float]
    width_km: float
    words: tuple[Words, ...]
    places: tuple[Place, ...]
    size: tuple[int, int] = (1600, 1000)
    globe: str = "tr"
    bar: str = "bl"
    line: tuple[tuple[float, float], ...] = ()
    allies: tuple[str, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def height_km(self) -> float:
        """Height of the view on the ground, kilometres."""
        return self.width_km * self.size[1] / self.size[0]


MURMANSK = ("Murmansk", 33.08, 68.97)
PSKOV = ("Pskov", 28.33, 57.82)
KALININGRAD = ("Kaliningrad", 20.51, 54.71)
VLADIVOSTOK = ("Vladivostok", 131.88, 43.12)
TBILISI = ("Tbilisi", 44.79, 41.72)
PETERSBURG = ("St Petersburg", 30.32, 59.94)

# fmt: off
VIEWS: tuple[View, ...] = (
    View(
        "norway-map", "NO", (30.2, 69.45), 560,
        (Words("RUSSIA", 32.6, 68.35), Words("NORWAY", 25.3, 70.0), Words("FINLAND", 27.3, 68.35, "other"),
         Words("Barents Sea", 34.4, 70.7, "water")),
        (Place("Kirkenes", 30.05, 69.73, "l"), Place("Nikel", 30.22, 69.41, "b"), Place(*MURMANSK),
         Place("Vardo", 31.11, 70.37), Place("Pechenga", 31.22, 69.53)),
    ),
    View(
        "finland-map", "FI", (28.6, 64.9), 1130,
        (Words("RUSSIA", 36.3, 67.4), Words("FINLAND", 26.2, 66.4, "small"), Words("SWEDEN", 19.0, 65.3, "other"),
         Words("NORWAY", 24.6, 69.55, "other"), Words("ESTONIA", 25.9, 59.0, "other"),
         Words("Lake Ladoga", 31.3, 60.95, "water"), Words("Gulf of Bothnia", 20.0, 62.6, "water"),
         Words("Barents Sea", 36.5, 70.3, "water"), Words("White Sea", 37.6, 65.6, "water")),
        (Place("Helsinki", 24.94, 60.17, "l", "capital"), Place(*PETERSBURG), Place("Vyborg", 28.75, 60.71),
         Place("Vaalimaa", 27.85, 60.6, "l"), Place("Imatra", 28.77, 61.17, "l"),
         Place("Niirala", 30.43, 62.22, "l"), Place("Joensuu", 29.76, 62.6, "l"),
         Place("Kuusamo", 29.19, 65.97, "l"), Place("Salla", 28.67, 66.83, "l"), Place("Oulu", 25.47, 65.01),
         Place(*MURMANSK), Place("Pechenga (Petsamo)", 31.22, 69.53), Place("Petrozavodsk", 34.36, 61.79, "t"),
         Place("Kirkenes", 30.05, 69.73, "t")),
        size=(1200, 1500), globe="tl",
    ),
    View(
        "finland-nato", "FI", (25.5, 62.0), 2900,
        (Words("RUSSIA", 44.0, 63.3), Words("FINLAND", 25.9, 65.4, "small"), Words("NORWAY", 8.6, 61.2, "other"),
         Words("SWEDEN", 15.4, 60.3, "other"), Words("BELARUS", 30.3, 54.6, "other"),
         Words("Barents Sea", 36.0, 70.2, "water"), Words("Norwegian Sea", 5.5, 66.2, "water"),
         Words("Baltic Sea", 19.2, 57.3, "water")),
        (Place("Helsinki", 24.94, 60.17, "l", "capital"), Place(*PETERSBURG), Place(*MURMANSK),
         Place("Tallinn", 24.75, 59.44, "b", "capital"), Place("Riga", 24.11, 56.95, "r", "capital"),
         Place("Vilnius", 25.28, 54.69, "t", "capital"), Place(*KALININGRAD, "l"),
         Place("Moscow", 37.62, 55.75, "r", "capital")),
        bar="br",
        allies=("NO", "EE", "LV", "LT", "PL"),
        legend=(("allied", "Russia’s borders with NATO members, early 2023"),
                ("border", "Added on 4 April 2023: Finland")),
    ),
    View(
        "estonia-map", "EE", (27.2, 58.65), 640,
        (Words("RUSSIA", 30.1, 58.75), Words("ESTONIA", 25.4, 58.85), Words("LATVIA", 25.3, 57.3, "other"),
         Words("FINLAND", 25.2, 60.6, "other"), Words("Gulf of Finland", 26.6, 59.85, "water"),
         Words("Lake Peipus", 27.45, 58.75, "water")),
        (Place("Tallinn", 24.75, 59.44, "l", "capital"), Place("Narva", 28.19, 59.38, "l"),
         Place("Ivangorod", 28.22, 59.37), Place("Tartu", 26.72, 58.38, "l"), Place(*PSKOV),
         Place("Pechory", 27.61, 57.81, "l"), Place(*PETERSBURG, "b")),
        globe="br",
    ),
    View(
        "latvia-map", "LV", (27.3, 56.75), 640,
        (Words("RUSSIA", 30.4, 57.1), Words("LATVIA", 25.4, 56.65), Words("ESTONIA", 26.1, 58.25, "other"),
         Words("LITHUANIA", 24.3, 55.5, "other"), Words("BELARUS", 28.9, 55.2, "other"),
         Words("Gulf of Riga", 23.5, 57.6, "water")),
        (Place("Riga", 24.11, 56.95, "b", "capital"), Place("Rezekne", 27.33, 56.51, "l"),
         Place("Pytalovo", 27.9, 57.06), Place("Daugavpils", 26.53, 55.87), Place(*PSKOV),
         Place("Ostrov", 28.36, 57.34), Place("Velikiye Luki", 30.52, 56.34)),
    ),
    View(
        "lithuania-map", "LT", (22.6, 54.95), 560,
        (Words("LITHUANIA", 23.8, 55.5), Words("RUSSIA", 21.3, 54.62), Words("POLAND", 21.2, 53.6, "other"),
         Words("BELARUS", 25.4, 53.8, "other"), Words("LATVIA", 23.3, 56.75, "other"),
         Words("Baltic Sea", 19.4, 55.6, "water")),
        (Place(*KALININGRAD, "l"), Place("Vilnius", 25.28, 54.69, "b", "capital"), Place("Kaunas", 23.9, 54.9),
         Place("Klaipeda", 21.14, 55.7), Place("Sovetsk (Tilsit)", 21.88, 55.08, "b"), Place("Nida", 21.0, 55.3, "l")),
    ),
    View(
        "poland-map", "PL", (20.9, 53.75), 640,
        (Words("POLAND", 20.4, 53.05), Words("RUSSIA", 21.3, 54.62), Words("LITHUANIA", 23.8, 55.2, "other"),
         Words("BELARUS", 24.8, 53.2, "other"), Words("Baltic Sea", 18.4, 55.3, "water")),
        (Place(*KALININGRAD, "t"), Place("Gdansk", 18.65, 54.35, "l"), Place("Olsztyn", 20.48, 53.78),
         Place("Warsaw", 21.01, 52.23, "r", "capital"), Place("Braniewo", 19.82, 54.38, "b"),
         Place("Suwalki", 22.93, 54.1)),
    ),
    View(
        "belarus-map", "BY", (31.4, 54.0), 1000,
        (Words("RUSSIA", 36.0, 54.3), Words("BELARUS", 27.6, 53.2), Words("UKRAINE", 31.5, 51.4, "other"),
         Words("LITHUANIA", 24.9, 55.2, "other"), Words("LATVIA", 26.6, 56.0, "other")),
        (Place("Minsk", 27.56, 53.9, "t", "capital"), Place("Smolensk", 32.04, 54.78),
         Place("Vitebsk", 30.2, 55.19, "l"), Place("Mogilev", 30.33, 53.92, "l"), Place("Gomel", 31.0, 52.43, "l"),
         Place("Bryansk", 34.36, 53.24), Place("Moscow", 37.62, 55.75, "l", "capital")),
        globe="br",
    ),
    View(
        "ukraine-map", "UA", (34.3, 48.3), 1520,
        (Words("UKRAINE", 29.4, 49.25), Words("RUSSIA", 40.4, 50.45), Words("BELARUS", 27.9, 52.25, "other"),
         Words("MOLDOVA", 28.55, 47.15, "other"), Words("ROMANIA", 26.4, 45.9, "other"),
         Words("Black Sea", 31.3, 44.9, "water"), Words("Sea of Azov", 36.6, 46.15, "water"),
         Words("CRIMEA", 34.3, 45.35, "land")),
        (Place("Kyiv", 30.52, 50.45, "l", "capital"), Place("Kharkiv", 36.23, 49.99, "l"),
         Place("Chernihiv", 31.29, 51.49, "l"), Place("Sumy", 34.8, 50.91, "l"), Place("Donetsk", 37.8, 48.0, "l"),
         Place("Luhansk", 39.3, 48.57, "l"), Place("Milove", 40.14, 49.36, "l"), Place("Mariupol", 37.54, 47.1, "l"),
         Place("Kherson", 32.6, 46.64, "l"), Place("Simferopol", 34.1, 44.95),
         Place("Sevastopol", 33.52, 44.61, "l"), Place("Odesa", 30.73, 46.48, "l"), Place("Belgorod", 36.59, 50.6),
         Place("Rostov-on-Don", 39.72, 47.24), Place("Voronezh", 39.2, 51.67)),
    ),
    View(
        "georgia-map", "GE", (43.2, 42.45), 800,
        (Words("RUSSIA", 44.0, 44.15), Words("GEORGIA", 43.0, 41.92), Words("TURKEY", 41.9, 40.75, "other"),
         Words("ARMENIA", 44.4, 40.8, "other"), Words("AZERBAIJAN", 47.0, 40.42, "other"),
         Words("Black Sea", 39.9, 42.2, "water"), Words("ABKHAZIA", 41.45, 43.12, "land"),
         Words("SOUTH OSSETIA", 44.0, 42.36, "land"), Words("GREATER CAUCASUS", 42.1, 43.5, "land")),
        (Place(*TBILISI, "r", "capital"), Place("Vladikavkaz", 44.68, 43.02),
         Place("Lars", 44.63, 42.76, "r", "crossing"), Place("Roki tunnel", 44.11, 42.6, "b", "pass"),
         Place("Sochi", 39.73, 43.59, "t"), Place("Sukhumi", 41.02, 43.0, "l"), Place("Tskhinvali", 43.97, 42.23),
         Place("Kutaisi", 42.7, 42.27, "b"), Place("Batumi", 41.64, 41.64), Place("Grozny", 45.69, 43.31),
         Place("Nalchik", 43.62, 43.49)),
    ),
    View(
        "azerbaijan-map", "AZ", (47.7, 41.55), 640,
        (Words("RUSSIA", 46.6, 43.0), Words("AZERBAIJAN", 47.7, 40.5), Words("GEORGIA", 45.0, 42.15, "other"),
         Words("ARMENIA", 44.55, 40.75, "other"), Words("Caspian Sea", 50.0, 42.0, "water")),
        (Place("Baku", 49.87, 40.41, "t", "capital"), Place("Derbent", 48.29, 42.06),
         Place("Makhachkala", 47.5, 42.98), Place("Quba", 48.51, 41.36), Place("Zaqatala", 46.64, 41.63, "b"),
         Place("Ganja", 46.36, 40.68, "b"), Place(*TBILISI, "b", "capital")),
    ),
    View(
        "kazakhstan-map", "KZ", (67.0, 49.6), 3350,
        (Words("KAZAKHSTAN", 68.3, 48.3), Words("RUSSIA", 67.0, 57.6), Words("CHINA", 86.5, 44.3, "other"),
         Words("UZBEKISTAN", 62.5, 42.6, "other"), Words("Caspian Sea", 50.7, 42.6, "water"),
         Words("ALTAI", 86.6, 50.9, "land")),
        (Place("Astana", 71.43, 51.13, "b", "capital"), Place("Almaty", 76.95, 43.24, "t"),
         Place("Orenburg", 55.1, 51.77, "t"), Place("Astrakhan", 48.04, 46.35, "t"),
         Place("Oral", 51.37, 51.23, "b"), Place("Aktobe", 57.17, 50.28, "b"), Place("Troitsk", 61.56, 54.08, "l"),
         Place("Kurgan", 65.34, 55.44, "t"), Place("Petropavl", 69.14, 54.87, "b"),
         Place("Omsk", 73.37, 54.99, "t"), Place("Pavlodar", 76.95, 52.29, "b"),
         Place("Novosibirsk", 82.92, 55.03, "t"), Place("Oskemen", 82.61, 49.95, "b"),
         Place("Baikonur", 63.32, 45.62, "b")),
        globe="tl",
    ),
    View(
        "mongolia-map", "MN", (103.6, 49.3), 2500,
        (Words("MONGOLIA", 103.0, 46.6), Words("RUSSIA", 99.5, 54.3), Words("CHINA", 111.5, 42.6, "other"),
         Words("KAZAKHSTAN", 84.2, 47.9, "other"), Words("Lake Baikal", 109.3, 53.9, "water")),
        (Place("Ulaanbaatar", 106.92, 47.92, "b", "capital"), Place("Irkutsk", 104.3, 52.29, "l"),
         Place("Ulan-Ude", 107.61, 51.83), Place("Kyakhta", 106.45, 50.35, "l"), Place("Kyzyl", 94.45, 51.72, "t"),
         Place("Olgii", 89.97, 48.97), Place("Khovd", 91.64, 48.01, "b"), Place("Choibalsan", 114.5, 48.07, "b"),
         Place("Chita", 113.5, 52.03)),
    ),
    View(
        "china-map", "CN", (125.6, 48.3), 2150,
        (Words("CHINA", 124.3, 46.4), Words("RUSSIA", 133.5, 52.0), Words("MONGOLIA", 114.3, 46.7, "other"),
         Words("Sea of Japan", 136.0, 43.0, "water")),
        (Place("Manzhouli", 117.43, 49.59, "b"), Place("Chita", 113.5, 52.03),
         Place("Blagoveshchensk", 127.54, 50.29), Place("Khabarovsk", 135.07, 48.48),
         Place("Harbin", 126.64, 45.76, "b"), Place("Suifenhe", 131.15, 44.4, "l"), Place(*VLADIVOSTOK)),
    ),
    View(
        "north-korea-map", "KP", (130.75, 42.55), 250,
        (Words("RUSSIA", 131.25, 43.12), Words("NORTH KOREA", 129.85, 42.45), Words("CHINA", 130.45, 43.1, "other"),
         Words("Sea of Japan", 131.6, 42.2, "water")),
        (Place("Khasan", 130.64, 42.43, "r", "crossing"), Place("Rajin", 130.3, 42.25, "l"),
         Place("Hunchun", 130.37, 42.87, "l"), Place("Kraskino", 130.78, 42.71, "t"),
         Place("Slavyanka", 131.38, 42.87), Place(*VLADIVOSTOK, "t")),
        globe="br",
    ),
    View(
        "north-korea-region", "KP", (129.8, 40.4), 1750,
        (Words("RUSSIA", 134.6, 44.75), Words("NORTH KOREA", 126.9, 40.3, "small"),
         Words("CHINA", 125.2, 43.6, "other"), Words("SOUTH KOREA", 128.0, 36.5, "other"),
         Words("JAPAN", 137.5, 36.0, "other"), Words("Sea of Japan", 133.6, 39.9, "water"),
         Words("Yellow Sea", 122.9, 36.5, "water")),
        (Place("Khasan", 130.64, 42.43, "r", "crossing"), Place(*VLADIVOSTOK), Place("Rajin", 130.3, 42.25, "l"),
         Place("Pyongyang", 125.75, 39.03, "b", "capital"), Place("Seoul", 126.98, 37.57, "r", "capital"),
         Place("Busan", 129.04, 35.1), Place("Harbin", 126.64, 45.76, "l")),
    ),
    View(
        "japan-map", "JP", (144.6, 45.2), 1000,
        (Words("JAPAN", 142.9, 43.5), Words("RUSSIA", 145.4, 47.6), Words("Sea of Okhotsk", 146.0, 46.3, "water"),
         Words("Pacific Ocean", 148.4, 43.2, "water"), Words("La Perouse Strait", 140.6, 45.9, "water"),
         Words("administered by Russia,", 149.0, 44.3, "note"), Words("claimed by Japan", 149.0, 44.05, "note")),
        (Place("Sapporo", 141.35, 43.06, "l"), Place("Wakkanai", 141.67, 45.42, "l"),
         Place("Nemuro", 145.58, 43.33, "b"), Place("Korsakov", 142.78, 46.63),
         Place("Yuzhno-Sakhalinsk", 142.74, 46.96), Place("Kunashir", 145.9, 44.1, "l", "none"),
         Place("Iturup", 147.6, 45.05, "t", "none"), Place("Shikotan", 146.75, 43.8, "b", "none")),
        globe="tl", bar="br",
    ),
    View(
        "united-states-map", "US", (-169.2, 65.4), 1100,
        (Words("RUSSIA", -177.3, 66.9), Words("UNITED STATES", -162.0, 65.3),
         Words("Bering Strait", -166.3, 66.35, "water"), Words("Bering Sea", -172.5, 62.6, "water"),
         Words("Chukchi Sea", -171.8, 68.3, "water")),
        (Place("Uelen", -169.81, 66.16, "l"), Place("Provideniya", -173.23, 64.42, "l"),
         Place("Anadyr", 177.5, 64.73, "t"), Place("Nome", -165.41, 64.5, "b"), Place("Wales", -168.09, 65.61, "b"),
         Place("Diomede Islands", -168.98, 65.77, "l", "crossing")),
        bar="br", line=((-168.977, 71.5), (-168.977, 65.5), (-172.0, 64.13), (-174.5, 62.97)),
    ),
)
# fmt: on
