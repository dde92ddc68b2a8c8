package dev.pullback.diagram;

import java.util.List;

/**
 * Choices between beauty and width. A drawing takes the first with which it fits a page.
 *
 * @param nameAndTypeOnOneLine lower, wider boxes
 * @param tags whether local Jacobians are written above the boxes; those who point at an edge are told in any case
 * @param straightness how much the longest way through the graph insists on being a straight line
 */
record Look(boolean nameAndTypeOnOneLine, boolean tags, int straightness) {

    /** From the most beautiful to the narrowest. */
    static final List<Look> ALL = List.of(
            new Look(true, true, 10),
            new Look(false, true, 10),
            new Look(false, true, 3),
            new Look(false, true, 1),
            new Look(false, false, 3),
            new Look(false, false, 1));
}
