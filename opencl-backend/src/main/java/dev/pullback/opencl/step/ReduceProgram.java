package dev.pullback.opencl.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Step.ReduceSource;
import dev.pullback.api.plan.Step.ReduceStep;
import dev.pullback.api.plan.Step.Reduction;
import dev.pullback.api.type.DType;
import dev.pullback.kernels.ProgramText;
import dev.pullback.opencl.code.ClusterCode;
import dev.pullback.opencl.code.Vectors;
import dev.pullback.opencl.step.Launch.Arguments;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program of one launch of a reduction, and the arguments that its generated parts take. Of several launches the first
 * has the prologue and the last the epilogue.
 */
final class ReduceProgram {

    private final ReduceStep step;
    private final boolean first;
    private final Optional<Cluster> before;
    private final Optional<Cluster> behind;
    private final ClusterCode prologue;
    private final ClusterCode epilogue;

    /**
     * @param first whether the launch reads what the step is to reduce, and not what an earlier one has left
     * @param last whether it writes the result
     */
    ReduceProgram(ReduceStep step, boolean first, boolean last) {
        this.step = step;
        this.first = first;
        this.before = first && step.source() instanceof ReduceSource.Computed(var cluster)
                ? Optional.of(cluster)
                : Optional.empty();
        this.behind = last ? step.epilogue() : Optional.empty();
        this.prologue = before.map(ClusterCode::loop).orElse(null);
        int taken = before.map(cluster -> cluster.operands().size()).orElse(0);
        this.epilogue =
                behind.map(cluster -> ClusterCode.epilogue(cluster, taken)).orElse(null);
    }

    /** Adds the last of the kernel's arguments: where elements come from, and what the epilogue reads. */
    Arguments addTo(Arguments arguments, int scratch) {
        if (!first) {
            arguments.scratch(scratch);
        } else if (step.source() instanceof ReduceSource.Stored(var value)) {
            arguments.value(value);
        } else {
            arguments.of(prologue);
        }
        return epilogue == null ? arguments : arguments.of(epilogue);
    }

    /** With macros for vectors of {@code width} elements; others and the template are for the caller to add. */
    ProgramText.Composer macros(int width) {
        ProgramText.Composer program = ProgramParts.program(step.source().dtype(), width, dtypes());
        if (step.reduction() == Reduction.MAX) {
            program.define("REDUCE_MAX");
        }
        return program;
    }

    /** Adds the generated parts and the template to the macros. */
    String text(ProgramText.Composer program, int width, String template) {
        program.source("scalar.cl");
        before.ifPresent(cluster -> program.code(ProgramParts.prologue(prologue, cluster, Vectors.of(width))));
        behind.ifPresent(cluster -> program.code(ProgramParts.epilogue(epilogue, cluster, Vectors.of(width))));
        return program.source(template).build().text();
    }

    private Set<DType> dtypes() {
        return Stream.of(before, behind)
                .flatMap(Optional::stream)
                .flatMap(cluster -> ProgramParts.dtypes(cluster).stream())
                .collect(Collectors.toSet());
    }
}
