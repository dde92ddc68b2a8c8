package dev.pullback.diagram;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Input;
import dev.pullback.api.plan.Location;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.plan.Step;
import dev.pullback.api.plan.Value;
import dev.pullback.api.tensor.Traced;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes nodes of a plan's steps, and edges of the values between them. */
final class PlanReader {

    private final Plan plan;
    private final Results results;
    private final Set<String> phases;
    private final Map<Value, Node> producers = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    private PlanReader(Plan plan, List<String> results) {
        this.plan = plan;
        this.results = Results.of(results, plan.graph().outputs().size());
        this.phases = plan.graph().nodes().stream()
                .map(Traced::phase)
                .filter(phase -> !phase.isEmpty())
                .collect(Collectors.toSet());
    }

    static GraphDiagram read(Plan plan, List<String> results) {
        var reader = new PlanReader(plan, results);
        plan.steps().forEach(reader::add);
        return new GraphDiagram("Plan", reader.nodes, reader.edges);
    }

    private void add(Step step) {
        Set<Value> operands = new LinkedHashSet<>(step.reads());
        operands.forEach(value -> producers.computeIfAbsent(value, this::input));
        String phase = phase(step);
        boolean pullsBack =
                Phases.goBack(phase) || operands.stream().map(producers::get).anyMatch(Node::pullsBack);
        Node node = node(step, phase, pullsBack);
        nodes.add(node);
        producers.put(step.result(), node);
        int operand = 0;
        for (Value value : operands) {
            edges.add(new Edge(producers.get(value).id(), node.id(), operand++, Optional.empty()));
        }
    }

    private Node node(Step step, String phase, boolean pullsBack) {
        String ops = phase.isEmpty() ? step.label() : step.label().substring(phase.length() + 1);
        Location location = plan.memory().location(step.result());
        return new Node(
                nodes.size(),
                Node.Kind.STEP,
                ops,
                "",
                step.result().type(),
                phase,
                pullsBack,
                location instanceof Location.Output(int position)
                        ? List.of(results.names().get(position))
                        : List.of(),
                Optional.of(place(location)),
                Optional.empty());
    }

    private Node input(Value value) {
        var location = (Location.Input) plan.memory().location(value);
        Traced leaf = plan.graph().inputs().get(location.position());
        Node node = new Node(
                nodes.size(),
                Node.Kind.INPUT,
                ((Input) leaf.op()).name(),
                "",
                value.type(),
                "",
                false,
                List.of(),
                Optional.of(place(location)),
                Optional.empty());
        nodes.add(node);
        return node;
    }

    /** The planner writes a step's phase in front of its label. */
    private String phase(Step step) {
        int space = step.label().indexOf(' ');
        String first = space < 0 ? "" : step.label().substring(0, space);
        return phases.contains(first) ? first : "";
    }

    private String place(Location location) {
        return switch (location) {
            case Location.Input(int position) -> "input " + position;
            case Location.Output(int position) ->
                plan.graph().donations().stream()
                        .filter(donation -> donation.output() == position)
                        .map(donation -> "over " + name(donation))
                        .findFirst()
                        .orElse("output " + position);
            case Location.Slot(int index) -> "slot " + index;
        };
    }

    private String name(Graph.Donation donation) {
        return ((Input) plan.graph().inputs().get(donation.input()).op()).name();
    }
}
