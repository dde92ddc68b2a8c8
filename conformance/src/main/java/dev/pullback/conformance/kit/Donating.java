package dev.pullback.conformance.kit;

import static dev.pullback.api.tensor.Functions.concat;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.cases.Case;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A graph whose outputs overwrite inputs, where writing too early would spoil what is still to be read. It is run several
 * times on the same buffers, and must give what the oracle gives when nothing is overwritten.
 *
 * @param donations pairs of input and output
 */
record Donating(String id, TensorFunction function, List<TensorType> types, int[][] donations) {

    private static final int RUNS = 3;

    /** Each with fusion and without. */
    static List<Batch> batches() {
        return all().stream()
                .<Batch>flatMap(one -> Stream.of(
                        trial(one.id, candidate -> one.check(candidate.backend(), candidate.oracle())),
                        trial(one.id + ", unfused", candidate -> one.check(candidate.unfused(), candidate.oracle()))))
                .toList();
    }

    private static Single trial(String name, Single.Body body) {
        return Single.measured(Check.DONATION, "program", name, body);
    }

    private static List<Donating> all() {
        TensorType square = TensorType.of(DType.FLOAT32, 7, 7);
        TensorType row = TensorType.of(DType.FLOAT32, 7);
        TensorType ints = TensorType.of(DType.INT32, 5);
        int[][] first = {{0, 0}};
        int[][] both = {{0, 0}, {1, 1}};
        return List.of(
                of(
                        "an update in place",
                        inputs -> List.of(inputs.get(0).sub(inputs.get(1).mul(0.1))),
                        first,
                        square,
                        square),
                of("two swapped", inputs -> List.of(inputs.get(1), inputs.get(0)), both, row, row),
                of(
                        "three rotated",
                        inputs -> List.of(inputs.get(1), inputs.get(2), inputs.get(0)),
                        new int[][] {{0, 0}, {1, 1}, {2, 2}},
                        ints,
                        ints,
                        ints),
                of("an input is its own output", inputs -> List.of(inputs.get(0)), first, row),
                of(
                        "an input moves to another's place",
                        inputs -> List.of(inputs.get(1), inputs.get(0).add(1)),
                        first,
                        row,
                        row),
                of(
                        "a donated input is an output as well",
                        inputs -> List.of(inputs.get(0).mul(0.5), inputs.get(0)),
                        first,
                        row),
                of(
                        "a donated input reshaped is an output",
                        inputs -> List.of(inputs.get(0).mul(0.5), inputs.get(0).reshape(49)),
                        first,
                        square),
                of(
                        "one result in two places",
                        inputs -> {
                            Tensor y = inputs.get(0).mul(inputs.get(1)).mul(0.5);
                            return List.of(y, y, y);
                        },
                        both,
                        row,
                        row),
                of(
                        "a donated input that nothing reads",
                        inputs -> List.of(inputs.get(1).exp()),
                        first,
                        row,
                        row),
                of(
                        "another input that nothing reads",
                        inputs -> List.of(inputs.get(0).tanh()),
                        first,
                        row,
                        ints),
                of(
                        "the old value is read by a later step",
                        inputs -> {
                            Tensor w = inputs.get(0);
                            Tensor updated = w.sub(inputs.get(1).matmul(w).mul(0.1));
                            return List.of(
                                    updated,
                                    inputs.get(1).matmul(w).tanh(),
                                    updated.square().sum());
                        },
                        first,
                        square,
                        square),
                of(
                        "both updates read both",
                        inputs -> List.of(
                                inputs.get(0).add(inputs.get(1)).mul(0.5),
                                inputs.get(0).sub(inputs.get(1)).mul(0.5)),
                        both,
                        square,
                        square),
                of(
                        "a matrix replaced by its product with itself",
                        inputs -> List.of(inputs.get(0).matmul(inputs.get(0)).tanh()),
                        first,
                        square),
                of(
                        "a matrix plus its transpose",
                        inputs -> List.of(
                                inputs.get(0).add(inputs.get(0).transpose()).mul(0.4)),
                        first,
                        square),
                of(
                        "a row plus its own sum",
                        inputs -> List.of(inputs.get(0).sub(inputs.get(0).mean())),
                        first,
                        row),
                of(
                        "a row shifted by one",
                        inputs -> List.of(concat(
                                0, inputs.get(0).slice(0, 1, 7), inputs.get(0).slice(0, 0, 1))),
                        first,
                        row),
                of(
                        "a row gathered from itself",
                        inputs -> List.of(inputs.get(0).gather(0, inputs.get(1))),
                        first,
                        row,
                        TensorType.of(DType.INT32, 7)),
                of(
                        "a product whose epilogue overwrites an operand",
                        inputs -> List.of(inputs.get(0)
                                .sub(inputs.get(1)
                                        .transpose()
                                        .matmul(inputs.get(1))
                                        .mul(0.01))),
                        first,
                        square,
                        square),
                of(
                        "a sum of columns whose epilogue overwrites an operand",
                        inputs -> List.of(
                                inputs.get(0).sub(inputs.get(1).square().sum(0).mul(0.01))),
                        first,
                        row,
                        square),
                of(
                        "a sum of rows whose epilogue overwrites an operand",
                        inputs -> List.of(
                                inputs.get(0).sub(inputs.get(1).square().sum(1).mul(0.01))),
                        first,
                        row,
                        square),
                of(
                        "a sum whose prologue reads what its epilogue overwrites",
                        inputs -> List.of(inputs.get(0)
                                .sub(inputs.get(1).mul(inputs.get(0)).sum(0).mul(0.01))),
                        first,
                        row,
                        square),
                of(
                        "softmax overwrites its operand",
                        inputs -> List.of(Functions.softmax(inputs.get(0), 1)),
                        first,
                        square),
                of(
                        "numbers of rows overwrite what the rows read",
                        inputs -> List.of(Functions.logSumExp(inputs.get(1).add(inputs.get(0)), 1)),
                        first,
                        row,
                        square),
                of(
                        "a constant overwrites",
                        inputs -> List.of(
                                Functions.constant(row, 2.5), inputs.get(0).sum()),
                        first,
                        row),
                of(
                        "crosswise places",
                        inputs -> List.of(inputs.get(0).tanh(), inputs.get(1).add(inputs.get(0))),
                        new int[][] {{0, 1}, {1, 0}},
                        row,
                        row));
    }

    /** Returns the worst error in units of the limit. */
    private double check(Backend backend, Backend oracle) {
        Graph plain = Graph.trace(function, types.toArray(TensorType[]::new));
        Graph graph = plain;
        for (int[] donation : donations) {
            graph = graph.donating(donation[0], donation[1]);
        }
        List<Values> state = new ArrayList<>(Case.inputs(id, Family.NORMAL, types.toArray(TensorType[]::new)));
        List<Buffer> in = new ArrayList<>();
        List<Buffer> out = new ArrayList<>();
        try (Executable program = backend.compile(graph)) {
            state.forEach(values -> in.add(Execution.buffer(backend, values)));
            out.addAll(Execution.outputs(backend, graph, in));
            double worst = 0;
            for (int run = 1; run <= RUNS; run++) {
                List<Values> expected = Execution.of(oracle, plain, state);
                program.run(in, out);
                worst = Math.max(
                        worst,
                        compare(run, expected, out.stream().map(Execution::read).toList()));
                graph.donations().forEach(donation -> state.set(donation.input(), expected.get(donation.output())));
            }
            return worst;
        } finally {
            in.forEach(Buffer::close);
            out.forEach(Buffer::close);
        }
    }

    private double compare(int run, List<Values> expected, List<Values> actual) {
        Limit limit = Limit.whole(run * Limits.EXPRESSION);
        double worst = 0;
        for (int output = 0; output < expected.size(); output++) {
            Values right = expected.get(output);
            Values found = actual.get(output);
            double largest = right.largest();
            for (int i = 0; i < right.size(); i++) {
                String place = "run %d, output %d, element %d: %s instead of %s"
                        .formatted(run, output, i, found.get(i), right.get(i));
                double error = limit.error(
                        right.get(i), found.get(i), 0, largest, found.type().dtype());
                Expect.that(error <= 1, place);
                worst = Math.max(worst, error);
            }
        }
        return worst;
    }

    private static Donating of(String id, TensorFunction function, int[][] donations, TensorType... types) {
        return new Donating(id, function, List.of(types), donations);
    }
}
