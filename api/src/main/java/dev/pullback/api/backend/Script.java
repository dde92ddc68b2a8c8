package dev.pullback.api.backend;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Input;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A graph as lines to be run from top to bottom. Values are numbered: the inputs first, then one per line. Most outputs
 * are computed where they belong; those that overwrite an input, are an input, or are another output as well are copied
 * there by the last lines, when everything else has been computed.
 *
 * @param values number of values
 * @param lines every op, then the copies
 */
record Script<B extends OwnedBuffer>(int values, List<Line<B>> lines) {

    /** The output of a line whose result is not an output. */
    static final int NO_OUTPUT = -1;

    /**
     * One kernel call.
     *
     * @param result the number of the value it makes
     * @param output the output whose buffer it writes, or {@link #NO_OUTPUT}
     * @param dying values that no later line reads
     */
    record Line<B extends OwnedBuffer>(
            String label,
            Kernel<B> kernel,
            List<Integer> operands,
            TensorType type,
            int result,
            int output,
            List<Integer> dying) {

        private Line<B> withDying(List<Integer> values) {
            return new Line<>(label, kernel, operands, type, result, output, values);
        }
    }

    static <B extends OwnedBuffer> Script<B> of(Graph graph, Function<Traced, Kernel<B>> kernels) {
        return new Writer<>(graph, kernels).write();
    }

    private static final class Writer<B extends OwnedBuffer> {

        private final Graph graph;
        private final Function<Traced, Kernel<B>> kernels;
        private final Map<Traced, Integer> numbers = new IdentityHashMap<>();
        private final List<Line<B>> lines = new ArrayList<>();
        private final Set<Integer> donatedInputs = new HashSet<>();
        private final Set<Integer> overwriting = new HashSet<>();

        private Writer(Graph graph, Function<Traced, Kernel<B>> kernels) {
            this.graph = graph;
            this.kernels = kernels;
            for (Graph.Donation donation : graph.donations()) {
                donatedInputs.add(donation.input());
                overwriting.add(donation.output());
            }
        }

        private Script<B> write() {
            graph.inputs().forEach(input -> numbers.put(input, numbers.size()));
            Map<Traced, Integer> inPlace = computedInPlace();
            for (Traced node : graph.nodes()) {
                if (!(node.op() instanceof Input)) {
                    int output = inPlace.getOrDefault(node, NO_OUTPUT);
                    numbers.put(node, add(node, kernels.apply(node), output));
                }
            }
            writeCopies(inPlace);
            return new Script<>(graph.inputs().size() + lines.size(), withDying());
        }

        /** The nodes whose kernels write straight into an output's buffer. */
        private Map<Traced, Integer> computedInPlace() {
            Map<Traced, Integer> inPlace = new IdentityHashMap<>();
            for (int output = 0; output < graph.outputs().size(); output++) {
                Traced node = graph.outputs().get(output);
                if (!(node.op() instanceof Input) && !overwriting.contains(output)) {
                    inPlace.putIfAbsent(node, output);
                }
            }
            return inPlace;
        }

        /** First the copies that overwrite nothing, then those that overwrite inputs, from values of their own. */
        private void writeCopies(Map<Traced, Integer> inPlace) {
            List<Runnable> overwrites = new ArrayList<>();
            for (int i = 0; i < graph.outputs().size(); i++) {
                int output = i;
                Traced node = graph.outputs().get(output);
                if (overwriting.contains(output)) {
                    int source = isDonatedInput(node) ? addCopy(node, numbers.get(node), NO_OUTPUT) : numbers.get(node);
                    overwrites.add(() -> addCopy(node, source, output));
                } else if (inPlace.getOrDefault(node, NO_OUTPUT) != output) {
                    addCopy(node, numbers.get(node), output);
                }
            }
            overwrites.forEach(Runnable::run);
        }

        private boolean isDonatedInput(Traced node) {
            return donatedInputs.contains(graph.inputs().indexOf(node));
        }

        private int add(Traced node, Kernel<B> kernel, int output) {
            List<Integer> operands = node.operands().stream().map(numbers::get).toList();
            String phase = node.phase().isEmpty() ? "" : node.phase() + " ";
            return add(phase + node.op().name(), kernel, operands, node.type(), output);
        }

        /** A reshape to the shape that is there already is the copy that every vocabulary has. */
        private int addCopy(Traced node, int source, int output) {
            Kernel<B> kernel = kernels.apply(Traced.of(new Reshape(node.shape()), List.of(node)));
            return add("copy", kernel, List.of(source), node.type(), output);
        }

        private int add(String label, Kernel<B> kernel, List<Integer> operands, TensorType type, int output) {
            int result = graph.inputs().size() + lines.size();
            lines.add(new Line<>(label, kernel, operands, type, result, output, List.of()));
            return result;
        }

        private List<Line<B>> withDying() {
            Map<Integer, Integer> lastUse = new HashMap<>();
            for (int i = 0; i < lines.size(); i++) {
                lastUse.put(lines.get(i).result(), i);
                for (int operand : lines.get(i).operands()) {
                    lastUse.put(operand, i);
                }
            }
            List<List<Integer>> dying = new ArrayList<>();
            lines.forEach(line -> dying.add(new ArrayList<>()));
            lastUse.forEach((value, line) -> dying.get(line).add(value));
            List<Line<B>> complete = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                complete.add(lines.get(i).withDying(List.copyOf(dying.get(i))));
            }
            return List.copyOf(complete);
        }
    }
}
