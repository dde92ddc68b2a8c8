package dev.pullback.api.backend;

import dev.pullback.api.error.BackendMismatchException;
import dev.pullback.api.error.CallSite;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.GraphSignature;
import dev.pullback.api.tensor.Stored;
import dev.pullback.api.tensor.Traced;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs single ops on stored tensors: each is a small graph, compiled once and found again by its signature. */
final class Eager {

    private static final int CACHED_PROGRAMS = 256;

    private final Backend backend;
    private final ThreadLocal<Scope> scopes = new ThreadLocal<>();
    private final Map<GraphSignature, Executable> programs = new LinkedHashMap<>(16, 0.75f, true);

    Eager(Backend backend) {
        this.backend = backend;
    }

    List<Stored> evaluate(List<Traced> expressions) {
        Graph graph = Graph.of(List.of(), expressions);
        List<Buffer> inputs = graph.captured().stream().map(this::own).toList();
        List<Buffer> outputs = new ArrayList<>();
        try {
            for (Traced expression : graph.outputs()) {
                outputs.add(backend.allocate(expression.type()));
            }
            run(graph, inputs, outputs);
        } catch (RuntimeException failure) {
            outputs.forEach(Buffer::close);
            throw failure;
        }
        return outputs.stream().<Stored>map(this::adopt).toList();
    }

    StoredTensor adopt(Buffer buffer) {
        var tensor = new StoredTensor(backend, buffer);
        Scope scope = scopes.get();
        if (scope != null) {
            scope.add(tensor);
        }
        return tensor;
    }

    Scope openScope() {
        var scope = new Scope(this, scopes.get());
        scopes.set(scope);
        return scope;
    }

    void leave(Scope scope, Scope outer) {
        if (scopes.get() == scope) {
            if (outer == null) {
                scopes.remove();
            } else {
                scopes.set(outer);
            }
        }
    }

    synchronized void close() {
        programs.values().forEach(Executable::close);
        programs.clear();
    }

    private Buffer own(Stored stored) {
        var tensor = (StoredTensor) stored;
        if (!tensor.backend().equals(backend)) {
            throw new BackendMismatchException(
                    "One tensor is on %s, another on %s; bring them together with tensor.to(backend)%s"
                            .formatted(backend, tensor.backend(), CallSite.describe()));
        }
        return tensor.buffer();
    }

    /** Under the lock, so that no other thread can evict the program while it is being run. */
    private synchronized void run(Graph graph, List<Buffer> inputs, List<Buffer> outputs) {
        GraphSignature signature = graph.signature();
        Executable program = programs.get(signature);
        if (program == null) {
            program = backend.compile(graph);
            programs.put(signature, program);
            evictEldest();
        }
        program.run(inputs, outputs);
    }

    private void evictEldest() {
        if (programs.size() > CACHED_PROGRAMS) {
            var eldest = programs.entrySet().iterator();
            Executable program = eldest.next().getValue();
            eldest.remove();
            program.close();
        }
    }
}
