package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.DType;
import dev.pullback.cpu.reference.ReferenceProvider;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is large enough to be cut into blocks and parts: the numbers of the reference, and the same bits however it is cut. */
class LargeGraphTest {

    private static Backend reference;
    private static Backend oneThread;
    private static Backend twoThreads;
    private static Backend threeThreads;
    private static Backend unfused;

    @BeforeAll
    static void open() {
        reference = new ReferenceProvider().open("", BackendOptions.defaults());
        oneThread = cpu(1, true);
        twoThreads = cpu(2, true);
        threeThreads = cpu(3, true);
        unfused = cpu(2, false);
    }

    private static Backend cpu(int threads, boolean fusion) {
        var options = BackendOptions.defaults().with("threads", Integer.toString(threads));
        return new CpuProvider().open("", options.withFusion(fusion));
    }

    @AfterAll
    static void close() {
        Stream.of(reference, oneThread, twoThreads, threeThreads, unfused).forEach(Backend::close);
    }

    @TestFactory
    Stream<DynamicTest> the_numbers_of_the_reference() {
        return cases((name, dtype, graph) -> {
            DType result = graph.outputs().getFirst().dtype();
            double[] expected =
                    GraphRun.numbers(GraphRun.of(reference, graph, 1, 1).getFirst(), result);
            double[] actual =
                    GraphRun.numbers(GraphRun.of(twoThreads, graph, 1, 1).getFirst(), result);
            assertArrayEquals(expected, actual, result.isFloating() ? limit(graph, result) : 0, name);
        });
    }

    @TestFactory
    Stream<DynamicTest> the_same_bits_on_any_number_of_threads() {
        return cases((name, dtype, graph) -> {
            byte[] one = GraphRun.of(oneThread, graph, 2, 1).getFirst();
            assertArrayEquals(one, GraphRun.of(twoThreads, graph, 2, 1).getFirst(), name);
            assertArrayEquals(one, GraphRun.of(threeThreads, graph, 2, 1).getFirst(), name);
        });
    }

    @TestFactory
    Stream<DynamicTest> the_same_bits_without_fusion() {
        return cases((name, dtype, graph) -> assertArrayEquals(
                GraphRun.of(oneThread, graph, 3, 1).getFirst(),
                GraphRun.of(unfused, graph, 3, 1).getFirst(),
                name));
    }

    @TestFactory
    Stream<DynamicTest> training_is_the_same_on_any_number_of_threads_and_without_fusion() {
        return Stream.of(DType.FLOAT32, DType.FLOAT64)
                .map(dtype -> dynamicTest(dtype.label(), () -> {
                    Graph step = TrainingStep.of(dtype, 128, 200, 64, 10);
                    List<byte[]> one = GraphRun.of(oneThread, step, 4, 5);
                    for (Backend other : List.of(twoThreads, threeThreads, unfused)) {
                        List<byte[]> results = GraphRun.of(other, step, 4, 5);
                        assertEquals(one.size(), results.size());
                        for (int i = 0; i < one.size(); i++) {
                            assertArrayEquals(one.get(i), results.get(i), "output " + i);
                        }
                    }
                }));
    }

    /** For pairwise sums of numbers of size 1 at most; elsewhere for a few roundings of numbers of size 20 at most. */
    private static double limit(Graph graph, DType dtype) {
        double unit = dtype == DType.FLOAT64 ? 0x1p-53 : 0x1p-24;
        long from = graph.inputs().getFirst().type().size();
        long to = graph.outputs().getFirst().type().size();
        double terms = Math.max(1, (double) from / to);
        return unit * Math.max(64, (2 + Math.log(terms) / Math.log(2)) * terms);
    }

    private interface Check {
        void run(String name, DType dtype, Graph graph);
    }

    private static Stream<DynamicTest> cases(Check check) {
        return Stream.of(DType.FLOAT32, DType.FLOAT64, DType.INT32)
                .flatMap(dtype -> LargeGraphs.of(dtype).entrySet().stream()
                        .map(graph -> dynamicTest(
                                dtype.label() + ", " + graph.getKey(),
                                () -> check.run(graph.getKey(), dtype, graph.getValue()))));
    }
}
