package dev.pullback.diagram;

import dev.pullback.diagram.Drawing.Placed;
import dev.pullback.diagram.Drawing.Point;
import dev.pullback.diagram.Drawing.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.core.util.ElkUtil;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Places boxes in layers with the Eclipse Layout Kernel. The forward pass runs downwards. Edges from the way back are turned
 * round for the layout, so that it runs upwards beside the forward pass and every gradient stands next to what it is the
 * gradient of. Within a layer boxes keep the order of the graph, which puts the way back on the right and draws equal layers
 * of a network alike.
 */
final class LayeredLayout {

    static {
        // Reads the kernel's options and their defaults; without it no default can be looked up.
        LayoutMetaDataService.getInstance();
    }

    private final GraphDiagram diagram;
    private final Course course;
    private final Look look;
    private final ElkNode root = ElkGraphUtil.createGraph();
    private final List<NodeBox> boxes = new ArrayList<>();
    private final List<ElkNode> placed = new ArrayList<>();
    private final List<ElkPort> resultPorts = new ArrayList<>();
    private final Map<Edge, ElkPort> operandPorts = new HashMap<>();
    private final Map<Edge, ElkEdge> routed = new HashMap<>();

    private LayeredLayout(GraphDiagram diagram, Look look) {
        this.diagram = diagram;
        this.course = Course.of(diagram);
        this.look = look;
    }

    /** The first look that is no wider than a limit; where none is, the narrowest that tells the local Jacobians. */
    static Drawing of(GraphDiagram diagram, double widthLimit) {
        Drawing narrowest = null;
        for (Look look : Look.ALL) {
            Drawing drawing = new LayeredLayout(diagram, look).drawing();
            if (drawing.width() <= widthLimit) {
                return drawing;
            }
            if (look.tags() && (narrowest == null || drawing.width() < narrowest.width())) {
                narrowest = drawing;
            }
        }
        return narrowest;
    }

    private Drawing drawing() {
        configure();
        TypeLabels types = TypeLabels.of(diagram.nodes());
        diagram.nodes().forEach(node -> add(NodeBox.of(node, course, types, look)));
        diagram.edges().forEach(this::connect);
        new LayeredLayoutProvider().layout(root, new BasicProgressMonitor());
        List<Placed> places = new ArrayList<>();
        for (NodeBox box : boxes) {
            ElkNode place = placed.get(box.node().id());
            places.add(new Placed(box, place.getX(), place.getY()));
        }
        List<Route> routes = diagram.edges().stream().map(this::route).toList();
        return new Drawing(root.getWidth(), root.getHeight(), places, routes);
    }

    private void configure() {
        root.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
        root.setProperty(LayeredOptions.CROSSING_MINIMIZATION_FORCE_NODE_MODEL_ORDER, true);
        root.setProperty(LayeredOptions.RANDOM_SEED, 1);
        root.setProperty(LayeredOptions.PADDING, new ElkPadding(0));
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, 6.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 6.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 5.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 13.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 7.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 5.0);
    }

    private void add(NodeBox box) {
        ElkNode place = ElkGraphUtil.createNode(root);
        place.setDimensions(box.width(), box.height());
        place.setProperty(LayeredOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
        boxes.add(box);
        placed.add(place);
        resultPorts.add(port(place, box.node().pullsBack() ? PortSide.NORTH : PortSide.SOUTH, box.result()));
        box.above().forEach(socket -> operandPorts.put(socket.tag().edge(), port(place, PortSide.NORTH, socket.x())));
        box.below().forEach(socket -> operandPorts.put(socket.tag().edge(), port(place, PortSide.SOUTH, socket.x())));
    }

    private static ElkPort port(ElkNode node, PortSide side, double x) {
        ElkPort port = ElkGraphUtil.createPort(node);
        port.setProperty(LayeredOptions.PORT_SIDE, side);
        port.setDimensions(0, 0);
        port.setLocation(x, side == PortSide.NORTH ? 0 : node.getHeight());
        return port;
    }

    private void connect(Edge edge) {
        ElkPort from = resultPorts.get(edge.from());
        ElkPort to = operandPorts.get(edge);
        ElkEdge way =
                course.goesUp(edge) ? ElkGraphUtil.createSimpleEdge(to, from) : ElkGraphUtil.createSimpleEdge(from, to);
        if (course.isMain(edge)) {
            way.setProperty(LayeredOptions.PRIORITY_STRAIGHTNESS, look.straightness());
        }
        routed.put(edge, way);
    }

    private Route route(Edge edge) {
        ElkEdge way = routed.get(edge);
        List<Point> points = points(ElkUtil.createVectorChain(ElkGraphUtil.firstEdgeSection(way, false, false)));
        return new Route(
                edge,
                course.goesUp(edge) ? points.reversed() : points,
                points(way.getProperty(LayeredOptions.JUNCTION_POINTS)));
    }

    private static List<Point> points(List<KVector> vectors) {
        return vectors.stream().map(vector -> new Point(vector.x, vector.y)).toList();
    }
}
