package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A young Java, an old one, and the change between them: a program's results are the same. */
class KernelChoiceTest {

    private static final String MODULE = "jdk.incubator.vector";

    @Test
    void a_training_has_the_same_bits_in_plain_loops_and_in_vector_code_and_while_they_change() throws Exception {
        String vector = training("-Dpullback.cpu.kernels=vector");
        assertTrue(vector.contains("loss "), vector);
        assertEquals(vector, training("-Dpullback.cpu.kernels=plain"));
        assertEquals(vector, training("-Dpullback.cpu.kernels=warm"));
    }

    private static String training(String choice) throws Exception {
        String output = JavaProcess.run(Training.class, "--add-modules", MODULE, choice);
        return output.lines().filter(line -> line.startsWith("loss ")).reduce("", (a, b) -> a + b + "\n");
    }
}
