package dev.pullback.opencl.oclgrind;

import dev.pullback.api.op.CustomOp;
import dev.pullback.api.op.Op;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What runs under Oclgrind: together these launch every kernel there is and hold every op of the vocabulary. */
final class Workloads {

    private Workloads() {}

    static List<Workload> all() {
        return Stream.concat(ElementwiseWorkloads.apart().stream(), joined().stream())
                .toList();
    }

    /** Without those whose only point is that every elementwise op is once a kernel of its own. */
    static List<Workload> joined() {
        return Stream.of(
                        ElementwiseWorkloads.joined(),
                        LayoutWorkloads.all(),
                        ReductionWorkloads.all(),
                        ProductWorkloads.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The ops of the vocabulary that no workload holds. */
    static Set<String> missingOps() {
        Set<String> missing = new TreeSet<>();
        collect(Op.class, missing);
        missing.removeAll(all().stream()
                .flatMap(workload -> workload.graph().nodes().stream())
                .map(node -> node.op().getClass().getSimpleName())
                .collect(Collectors.toSet()));
        return missing;
    }

    /** Read off the sealed hierarchy, so that a new op cannot be forgotten. */
    private static void collect(Class<?> type, Set<String> ops) {
        if (type.isRecord()) {
            ops.add(type.getSimpleName());
        } else if (type != CustomOp.class) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, ops);
            }
        }
    }
}
