package dev.pullback.diagram;

import java.util.List;

/**
 * Boxes and edges with their places, in pixels of 1/96 inch from the top left.
 *
 * @param boxes in the order of the diagram's nodes
 * @param routes in the order of the diagram's edges
 */
record Drawing(double width, double height, List<Placed> boxes, List<Route> routes) {

    Drawing {
        boxes = List.copyOf(boxes);
        routes = List.copyOf(routes);
    }

    record Point(double x, double y) {}

    /** A box with the place of its top left corner, tags included. */
    record Placed(NodeBox box, double x, double y) {}

    /**
     * The way of an edge.
     *
     * @param points from the operand to its user
     * @param junctions where it leaves the common way of several edges
     */
    record Route(Edge edge, List<Point> points, List<Point> junctions) {
        Route {
            points = List.copyOf(points);
            junctions = List.copyOf(junctions);
        }
    }
}
