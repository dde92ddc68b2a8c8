package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What went wrong is said once, in a sentence, on stderr. */
class MessagesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate -1            | '--rate': '-1' is not a positive number such as 0.1",
                "--rate NaN           | '--rate': 'NaN' is not a positive number such as 0.1",
                "--rate fast          | '--rate': 'fast' is not a positive number such as 0.1",
                "--batch 0            | '--batch': '0' is not a whole number from 1",
                "--epochs 2.5         | '--epochs': '2.5' is not a whole number from 1",
                "--epochs -3          | '--epochs': '-3' is not a whole number from 1",
                "--seed x             | '--seed'",
                "--layers 64,0        | '--layers': '64,0' is not a list of layer sizes such as 64,64 (or none): '0'",
                "--layers ,           | '--layers': ',' is not a list of layer sizes",
                "--activation gelu    | There is no activation 'gelu'; choose one of identity, sigmoid, tanh, relu",
                "--loss hinge         | There is no loss 'hinge'; choose one of softmax-cross-entropy, l2-mean, l2-sum",
                "--fusion maybe       | '--fusion': expected one of [ON, OFF]",
                "--backend :0         | '--backend': ':0' is not a backend",
                "--save /no/such/file | '--save': there is no folder /no/such",
                "--no-such-option     | Unknown option: '--no-such-option'",
                "digits               | Unmatched argument at index 1: 'digits'",
                "--rate               | Missing required parameter for option '--rate'"
            })
    void aCommandLineThatMakesNoSenseIsToldWhatWould(String options, String message) {
        Invocation invocation = Invocation.of(("train " + options.strip()).split(" ", -1));

        assertEquals(ExitStatus.USAGE, invocation.code());
        assertEquals("", invocation.out());
        assertTrue(invocation.err().contains(message), invocation.err());
        assertTrue(invocation.err().endsWith("Try 'pullback train --help'." + System.lineSeparator()));
        assertNoTrace(invocation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--backend nope                | There is no backend named 'nope'.",
                "--backend cuda:1              | There is no backend named 'cuda'.",
                "--backend reference:7         | Backend 'reference' has no device '7'",
                "--backend cpu:7               | Backend 'cpu' has no device '7'",
                "--backend opencl:imaginary    | no OpenCL device matches \"imaginary\"",
                "--backend opencl+jni          | is 'jni'; it can be lwjgl or jocl",
                "--backend cpu+jocl            | only backend opencl has bindings: write 'cpu' or 'opencl+jocl'",
                "--backend cpu --binding jocl  | --binding jocl is for backend opencl",
                "--layers 100000,100000        | a parameter has at most",
                "--data /no/such/data          | No data set \"/no/such/data\"",
            })
    void whatCannotBeDoneIsSaidInOneSentence(String options, String message) {
        Invocation invocation = Invocation.of(("train " + options.strip() + " --json").split(" ", -1));

        assertFailure(invocation, message);
    }

    @Test
    void aDamagedDataFileIsNamedWithTheLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("own.csv"), "1,2,a\n3,x,b\n5,6,a\n");

        assertFailure(train(file), file.toString());
        assertFailure(train(file), "line 2");
    }

    @Test
    void imagesOfAnotherShapeThanTheNetworkLearnedAreRefused(@TempDir Path folder) throws IOException {
        idx(folder.resolve("train-images-idx3-ubyte"), 4, 2, 2);
        idx(folder.resolve("train-labels-idx1-ubyte"), 4);
        idx(folder.resolve("t10k-images-idx3-ubyte"), 4, 3, 3);
        idx(folder.resolve("t10k-labels-idx1-ubyte"), 4);

        assertFailure(train(folder), "Training and test data do not fit each other");
        assertFailure(train(folder), "4 features");
        assertFailure(train(folder), "9 features");
    }

    @Test
    void aTruncatedDataFileIsNamedWithTheOffset(@TempDir Path folder) throws IOException {
        Path images = folder.resolve("train-images-idx3-ubyte");
        idx(images, 4, 2, 2);
        idx(folder.resolve("train-labels-idx1-ubyte"), 4);
        idx(folder.resolve("t10k-images-idx3-ubyte"), 4, 2, 2);
        idx(folder.resolve("t10k-labels-idx1-ubyte"), 4);
        byte[] whole = Files.readAllBytes(images);
        Files.write(images, Arrays.copyOf(whole, whole.length - 5));

        assertFailure(train(folder), images.toString());
        assertFailure(train(folder), "at byte");
    }

    @Test
    void onlyDebugPrintsTheStackTrace() {
        Invocation quiet = Invocation.of("train", "--data", "/no/such/data");
        Invocation loud = Invocation.of("train", "--data", "/no/such/data", "--debug");

        assertNoTrace(quiet);
        assertEquals(quiet.code(), loud.code());
        assertTrue(loud.err().contains("dev.pullback.network.data.Datasets.open("), loud.err());
    }

    @Test
    void withoutACommandThereIsHelp() {
        String out = Invocation.of().succeeded().out();

        assertTrue(out.contains("train") && out.contains("compare") && out.contains("devices"), out);
        assertTrue(Invocation.of("train", "--help").succeeded().out().contains("--backend"), out);
        assertTrue(Invocation.of("train", "--version").succeeded().out().startsWith("pullback "));
        assertTrue(Invocation.of("--version").succeeded().out().startsWith("pullback "));
    }

    @Test
    void anUnknownCommandIsTold() {
        Invocation invocation = Invocation.of("trian");

        assertEquals(ExitStatus.USAGE, invocation.code());
        assertTrue(invocation.err().contains("'trian'"), invocation.err());
        assertTrue(invocation.err().contains("pullback train"), "the one that was meant: " + invocation.err());
    }

    private static Invocation train(Path data) {
        return Invocation.of("train", "--backend", "reference", "--epochs", "1", "--json", "--data", data.toString());
    }

    private static void assertFailure(Invocation invocation, String message) {
        assertEquals(ExitStatus.FAILURE, invocation.code());
        assertEquals("", invocation.out());
        assertTrue(invocation.err().startsWith("pullback: "), invocation.err());
        assertTrue(invocation.err().contains(message), invocation.err());
        assertNoTrace(invocation);
    }

    private static void assertNoTrace(Invocation invocation) {
        assertFalse(invocation.err().contains("\tat "), invocation.err());
        assertFalse(invocation.err().contains("Exception"), invocation.err());
    }

    /** An IDX file of bytes: two zeros, 8 for unsigned bytes, the number of dimensions, their lengths, the values 0 and 1. */
    private static void idx(Path file, int... shape) throws IOException {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        var bytes = ByteBuffer.allocate(4 + 4 * shape.length + size);
        bytes.put(new byte[] {0, 0, 8, (byte) shape.length});
        for (int length : shape) {
            bytes.putInt(length);
        }
        for (int i = 0; i < size; i++) {
            bytes.put((byte) (i % 2));
        }
        Files.write(file, bytes.array());
    }
}
