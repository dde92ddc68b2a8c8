package dev.pullback.bench.peers.peer;

import dev.pullback.bench.peers.work.Workload;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One peer as a process that answers questions, a line each:
 *
 * <pre>{@code
 * check WORKLOAD                       @ numbers to compare with other peers'
 * measure WORKLOAD WARM-UP SAMPLES MS  @ nanoseconds of one run
 * }</pre>
 *
 * Answers begin with {@code @}, or with {@code !} and tell what went wrong. Whatever libraries print goes to standard error.
 */
public final class PeerMain {

    private final Peer peer;
    private final PrintStream answers;
    private final Map<String, Task> tasks = new HashMap<>();

    private PeerMain(Peer peer, PrintStream answers) {
        this.peer = peer;
        this.answers = answers;
    }

    /** @param args the adapter's class, the number of threads, the adapter's argument */
    public static void main(String[] args) throws IOException {
        var answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        try (Peer peer = open(args[0], Integer.parseInt(args[1]), args[2])) {
            answers.println("@ " + peer.version().replace('\n', ' '));
            new PeerMain(peer, answers).answerAll();
        }
    }

    static Peer open(String adapter, int threads, String argument) {
        try {
            return (Peer) Class.forName(adapter)
                    .getConstructor(int.class, String.class)
                    .newInstance(threads, argument);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No adapter " + adapter, e);
        }
    }

    private void answerAll() throws IOException {
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            try {
                answers.println("@ " + answer(line.split(" ", -1)));
            } catch (RuntimeException | LinkageError e) {
                e.printStackTrace();
                answers.println("! " + String.valueOf(e).replace('\n', ' '));
            }
        }
    }

    private String answer(String[] question) {
        Task task = tasks.computeIfAbsent(question[1], text -> peer.prepare(Workload.parse(text)));
        return switch (question[0]) {
            case "check" ->
                Arrays.stream(task.check()).mapToObj(Double::toString).collect(Collectors.joining(" "));
            case "measure" ->
                Double.toString(Stopwatch.measure(
                        task,
                        Integer.parseInt(question[2]),
                        Integer.parseInt(question[3]),
                        Integer.parseInt(question[4])));
            default -> throw new IllegalArgumentException("No question: " + question[0]);
        };
    }
}
