"""Languages and palette: colours are told apart by every reader and in grey."""

import itertools

import numpy as np
import pytest

from helpers.charts import house, style
from helpers.charts.canvas import Canvas
from helpers.storage.messages import InputError


def test_languages_may_stand_with_spaces_and_unknown_ones_are_refused():
    assert style.read_languages("zh,en") == style.read_languages(" zh, en ,zh") == ["zh", "en"]
    assert style.read_languages("en，zh") == ["en", "zh"]
    for text, named in (("zh,fr", "'fr'"), (" ", "''")):
        with pytest.raises(InputError, match=f"^language: figures are drawn in zh and en, not in {named}$"):
            style.read_languages(text)
    with pytest.raises(InputError, match="not in 'fr'"):
        Canvas("fr")


# Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
CAT02 = np.array([[0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834]])
HPE = np.array([[0.38971, 0.68898, -0.07868], [-0.22981, 1.18340, 0.04641], [0, 0, 1]])
WHITE = np.array([95.047, 100, 108.883])


def to_cam02_ucs(linear):
    """CIECAM02 (CIE 159:2004; average surround, 64 lx, background 20) with the uniform space of Luo and others 2006."""
    adapting, background, c, n_c = 64 / np.pi / 5, 20.0, 0.69, 1.0
    k = 1 / (5 * adapting + 1)
    f_l = 0.2 * k**4 * 5 * adapting + 0.1 * (1 - k**4) ** 2 * (5 * adapting) ** (1 / 3)
    d = 1 - 1 / 3.6 * np.exp((-adapting - 42) / 92)
    n = background / WHITE[1]
    n_bb, z = 0.725 * (1 / n) ** 0.2, 1.48 + np.sqrt(n)

    def respond(xyz):
        cone = HPE @ np.linalg.inv(CAT02) @ ((d * WHITE[1] / (CAT02 @ WHITE) + 1 - d) * (CAT02 @ xyz))
        part = (f_l * np.abs(cone) / 100) ** 0.42
        return np.sign(cone) * 400 * part / (part + 27.13) + 0.1

    def achromatic(cone):
        return (2 * cone[0] + cone[1] + cone[2] / 20 - 0.305) * n_bb

    cone = respond(TO_XYZ @ linear * 100)
    a, b = cone[0] - 12 * cone[1] / 11 + cone[2] / 11, (cone[0] + cone[1] - 2 * cone[2]) / 9
    hue = np.degrees(np.arctan2(b, a)) % 360
    lightness = 100 * (achromatic(cone) / achromatic(respond(WHITE))) ** (c * z)
    eccentricity = 0.25 * (np.cos(np.radians(hue) + 2) + 3.8)
    t = 50000 / 13 * n_c * n_bb * eccentricity * np.hypot(a, b) / (cone[0] + cone[1] + 21 / 20 * cone[2])
    chroma = t**0.9 * np.sqrt(lightness / 100) * (1.64 - 0.29**n) ** 0.73
    colourfulness = np.log(1 + 0.0228 * chroma * f_l**0.25) / 0.0228
    angle = np.radians(hue)
    return np.array(
        [1.7 * lightness / (1 + 0.007 * lightness), colourfulness * np.cos(angle), colourfulness * np.sin(angle)]
    )


def get_distance(first, second):
    """The smallest CAM02-UCS distance of two colours to normal and to colour-blind eyes."""

    def see(colour, matrix):
        rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return to_cam02_ucs(np.clip(np.asarray(matrix) @ linear, 0, 1))

    return min(np.linalg.norm(see(first, matrix) - see(second, matrix)) for matrix in SIGHT.values())


@pytest.mark.parametrize(("places", "least"), [(3, 30), (5, 15), (8, 10)])
def test_colours_are_told_apart_by_colour_blind_readers(places, least):
    styles = house.style_places([f"{n}市" for n in range(places)]).values()
    pairs = itertools.combinations([look.colour for look in styles], 2)
    assert min(get_distance(*pair) for pair in pairs) >= least


def test_colours_and_inks_have_contrast():
    for look in style.PALETTE:
        assert style.get_contrast(look.colour, "#FFFFFF") >= 3
        assert style.get_contrast(look.text, "#FFFFFF") >= 4.5
        assert style.get_contrast(style.INK, look.tint) >= 4.5
    assert style.get_contrast(style.SOURCE, "#FFFFFF") >= 4.5
    for ink in (style.INK, style.SECONDARY):
        for ground in ("#FFFFFF", style.EXACT, style.APPROXIMATE):
            assert style.get_contrast(ink, ground) >= 4.5
    for grey in style.GREYS:
        assert style.get_contrast(style.choose_ink(grey), grey) >= 4.5


def test_markers_differ_and_above_eight_places_one_hue_is_left():
    assert len({look.marker for look in style.PALETTE}) == len(style.PALETTE) == 8
    assert len(set(house.style_places([f"{n}市" for n in range(9)]).values())) == 1


def test_formats_are_those_that_figures_are_written_in_and_the_png_is_always_one():
    assert style.read_formats("pdf，svg") == ["png", "pdf", "svg"]
    with pytest.raises(InputError, match="formats: figures are written as png, svg, pdf, not as 'jpg'"):
        style.read_formats("png,jpg")
