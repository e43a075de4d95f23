"""What hangs together on a picture."""

import numpy as np

from pipeline.documents.scan.components import components

# Three pieces: one that runs to the right edge, one that begins the next row at the left edge (rows do not go on in
# each other), and two dots that touch at their corners.
PICTURE = np.array(
    [
        [0, 0, 0, 0, 9, 9],
        [9, 0, 0, 0, 0, 0],
        [9, 0, 9, 0, 0, 0],
        [0, 0, 0, 9, 0, 0],
    ],
    dtype=np.uint8,
)


def test_boxes_and_areas():
    found = components(PICTURE)
    columns = (found.left, found.top, found.width, found.height, found.area)
    boxes = {tuple(int(column[index]) for column in columns) for index in range(len(found))}
    assert boxes == {(4, 0, 2, 1, 2), (0, 1, 1, 2, 2), (2, 2, 2, 2, 2)}


def test_shape_and_removal():
    found = components(PICTURE)
    corner = next(index for index in range(len(found)) if found.left[index] == 2)
    assert found.shape_of(corner).tolist() == [[True, False], [False, True]]
    rest = found.removed(PICTURE, np.array([index == corner for index in range(len(found))]))
    assert rest.tolist() == [[0, 0, 0, 0, 9, 9], [9, 0, 0, 0, 0, 0], [9, 0, 0, 0, 0, 0], [0] * 6]


def test_paper_has_none():
    blank = np.zeros((5, 7), dtype=np.uint8)
    found = components(blank)
    assert len(found) == 0
    assert found.removed(blank, np.zeros(0, dtype=np.bool_)).tolist() == blank.tolist()


def test_blank_rows_part_pieces_and_the_places_stay():
    picture = np.zeros((12, 6), dtype=np.uint8)
    picture[3, 1:4] = 9
    picture[5, 1:4] = 9
    picture[9:11, 2] = 7
    found = components(picture)
    assert sorted(zip(found.top.tolist(), found.height.tolist(), strict=True)) == [(3, 1), (5, 1), (9, 2)]
    low = int(np.argmax(found.top))
    assert found.shape_of(low).tolist() == [[True], [True]]
    assert found.removed(picture, found.top == 5)[:, 1].tolist() == [0, 0, 0, 9] + [0] * 8
    shades = np.arange(72, dtype=np.uint8).reshape(12, 6)
    assert found.highest(shades)[low] == 10 * 6 + 2
