package dev.pullback.conformance.shadow;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.Lowering;
import dev.pullback.api.op.Input;
import dev.pullback.api.tensor.Traced;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares runs of one program with the reference. First op by op: a second program, which writes out every intermediate
 * result, tells what each op had and what it made of it. Once all ops are known to be right, the results of the program
 * itself must be theirs.
 */
final class Examination implements AutoCloseable {

    private final Backend backend;
    private final OpOracle oracle;
    private final Graph graph;
    private final Taps taps;
    private final FusionCheck fusion;

    Examination(Backend backend, Backend reference, Graph original) {
        this.backend = backend;
        this.graph = Lowering.lower(original, node -> false);
        this.oracle = new OpOracle(reference);
        this.taps = new Taps(backend, graph);
        this.fusion = new FusionCheck(backend, reference, graph);
    }

    /** The first divergence of a run, if there is one. */
    Optional<Divergence> of(List<Values> inputs, List<Values> outputs) {
        Map<Traced, Values> values = taps.values(inputs, outputs);
        for (Traced node : graph.nodes()) {
            if (!(node.op() instanceof Input)) {
                OpOracle.Judgement judgement = judge(node, values, values.get(node));
                if (judgement.mismatch().isPresent()) {
                    return Optional.of(
                            narrowed(node, inputs, values, judgement.mismatch().get()));
                }
            }
        }
        return fusion.of(inputs, outputs, values);
    }

    private OpOracle.Judgement judge(Traced node, Map<Traced, Values> values, Values actual) {
        List<Values> operands = node.operands().stream().map(values::get).toList();
        return oracle.judge(node.op(), operands, actual, backend.capabilities().denormals());
    }

    /** The op alone if that shows it, else its whole program. */
    private Divergence narrowed(Traced node, List<Values> inputs, Map<Traced, Values> values, Mismatch mismatch) {
        List<Traced> operands = node.operands().stream().distinct().toList();
        List<Traced> given = operands.stream()
                .map(operand -> Traced.input(operand.type(), operand.op().name()))
                .toList();
        List<Traced> arguments = node.operands().stream()
                .map(operand -> given.get(operands.indexOf(operand)))
                .toList();
        Graph alone = Graph.of(given, List.of(Traced.of(node.op(), arguments, node.phase())));
        List<Values> operandValues = operands.stream().map(values::get).toList();
        List<Values> results = FreshRun.of(backend, alone, operandValues);
        OpOracle.Judgement again = judge(node, values, results.getFirst());
        return again.mismatch()
                .map(found ->
                        new Divergence(Scope.OP, alone, operandValues, List.of(again.expected()), results, 0, found))
                .orElseGet(() -> within(node, inputs, values, mismatch));
    }

    private Divergence within(Traced node, List<Values> inputs, Map<Traced, Values> values, Mismatch mismatch) {
        List<Values> expected = new ArrayList<>();
        List<Values> actual = new ArrayList<>();
        for (Traced output : taps.graph().outputs()) {
            expected.add(judge(output, values, values.get(output)).expected());
            actual.add(values.get(output));
        }
        int output = taps.graph().outputs().indexOf(node);
        return new Divergence(Scope.PROGRAM, taps.graph(), inputs, expected, actual, output, mismatch);
    }

    @Override
    public void close() {
        taps.close();
        oracle.close();
    }
}
