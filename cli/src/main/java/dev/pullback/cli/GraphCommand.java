package dev.pullback.cli;

import dev.pullback.api.backend.Backends;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.diagram.GraphDiagram;
import dev.pullback.network.checkpoint.AtomicFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws a network. */
@Command(
        name = "graph",
        description = {
            "Draw the computational graph of a network and its loss: the forward graph with the local Jacobian of every"
                    + " edge, the pullback graph that gives the gradients, the plan of kernels after fusion.",
            "Without --output the forward graph is printed as text."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class GraphCommand implements Callable<Integer> {

    @Mixin
    private NetworkOptions network;

    @Option(
            names = "--part",
            paramLabel = "NAME",
            description = "forward, pullback, plan or all (default: all into a folder, otherwise forward).")
    private Part part;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "svg, dot (for Graphviz) or text"
                    + " (default: as the file's name ends; svg into a folder; text without --output).")
    private DrawingFormat format;

    @Option(
            names = "--output",
            paramLabel = "PATH",
            converter = DrawingTarget.Converter.class,
            description = "The file to write, or a folder for one file per part (made if it is not there).")
    private DrawingTarget target;

    @Option(
            names = "--fusion",
            paramLabel = "on|off",
            defaultValue = "on",
            description = "Whether ops share kernels in the plan (default: on).")
    private OptionValues.Switch fusion;

    @Option(
            names = "--values",
            description = "Run the forward or pullback graph once, on the first samples and fresh parameters,"
                    + " and show what every node is.")
    private boolean values;

    @Option(
            names = "--backend",
            paramLabel = "ID[:DEVICE]",
            converter = BackendName.Converter.class,
            description = "The backend that --values runs on (default: the best available).")
    private BackendName backend;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    /** What can be drawn. */
    enum Part {
        FORWARD,
        PULLBACK,
        PLAN,
        ALL
    }

    /** One drawing, written out. */
    private record Drawing(String name, GraphDiagram diagram, String text) {}

    @Override
    public Integer call() {
        requireSense();
        Design design = network.open();
        List<Drawing> drawings = parts().stream().map(one -> draw(one, design)).toList();
        List<Map<String, Object>> contents = new ArrayList<>();
        for (Drawing drawing : drawings) {
            contents.add(deliver(drawing));
        }
        output.object(Map.of("network", design.network().toString(), "drawings", contents));
        return ExitStatus.SUCCESS;
    }

    private void requireSense() {
        if (target == null && format() != DrawingFormat.TEXT && parts().size() > 1) {
            throw complaint("--part all makes three drawings: name a folder for them with --output");
        }
        if (target != null && !target.isFolder() && parts().size() > 1) {
            throw complaint("--part all makes three drawings: --output must be a folder, not the file '%s'"
                    .formatted(target.path()));
        }
        if (target != null && target.isUnknown() && format == null) {
            throw complaint(
                    "A drawing wants an --output named .svg, .dot or .txt, or --format with any other name; '%s'"
                                    .formatted(target.path())
                            + " tells no format");
        }
        if (values && part == Part.PLAN) {
            throw complaint("--values shows what the nodes of the forward or pullback graph are;"
                    + " the kernels of a plan keep most of them to themselves");
        }
        if (backend != null && !values) {
            throw complaint("--backend is what --values runs on; a drawing alone needs no backend");
        }
    }

    private ParameterException complaint(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    private List<Part> parts() {
        Part wanted = Optional.ofNullable(part).orElse(target != null && target.isFolder() ? Part.ALL : Part.FORWARD);
        return wanted == Part.ALL ? List.of(Part.FORWARD, Part.PULLBACK, Part.PLAN) : List.of(wanted);
    }

    private DrawingFormat format() {
        return Optional.ofNullable(format).orElseGet(() -> target == null ? DrawingFormat.TEXT : target.format());
    }

    private Drawing draw(Part one, Design design) {
        var graphs = new LossGraphs(design);
        GraphDiagram diagram = switch (one) {
            case FORWARD -> diagram(graphs.forward(), graphs).titled("Forward graph: " + design.network());
            case PULLBACK -> diagram(graphs.pullback(), graphs).titled("Pullback graph: " + design.network());
            case PLAN ->
                GraphDiagram.of(Plan.of(graphs.pullback(), fusion == OptionValues.Switch.ON), graphs.results())
                        .titled("Plan%s: %s"
                                .formatted(
                                        fusion == OptionValues.Switch.ON ? "" : " without fusion", design.network()));
            case ALL -> throw new IllegalStateException("not a part of its own: " + one);
        };
        return new Drawing(one.name().toLowerCase(Locale.ROOT), diagram, format().write(diagram));
    }

    private GraphDiagram diagram(Graph graph, LossGraphs graphs) {
        if (!values) {
            return GraphDiagram.of(graph, graphs.results());
        }
        try (var opened = backend == null ? Backends.open() : Backends.open(backend.withoutBinding());
                var _ = opened.scope()) {
            return GraphDiagram.of(graph, opened, graphs.values(opened), graphs.results());
        }
    }

    /** To its file, or to the terminal. */
    private Map<String, Object> deliver(Drawing drawing) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("part", drawing.name());
        content.put("nodes", drawing.diagram().nodes().size());
        content.put("edges", drawing.diagram().edges().size());
        if (target == null) {
            output.lines(drawing.text().lines().toList());
            content.put("drawing", drawing.text());
        } else {
            var file = target.file(drawing.name(), format());
            AtomicFile.write(file, drawing.text());
            output.line("%-9s %s", drawing.name(), file);
            content.put("file", file.toString());
        }
        return content;
    }
}
