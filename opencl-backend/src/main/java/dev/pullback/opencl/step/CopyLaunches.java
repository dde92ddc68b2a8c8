package dev.pullback.opencl.step;

import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.plan.Step.CopyStep;
import dev.pullback.api.plan.Step.Part;
import dev.pullback.api.type.DType;
import dev.pullback.opencl.step.Launch.Arguments;
import java.util.ArrayList;
import java.util.List;

/** Copies part by part; zeros first where the parts do not cover the result. A swap of the last two axes has its own kernel. */
final class CopyLaunches {

    private static final int MAX_AXES = 8;

    private CopyLaunches() {}

    static StepLaunches of(KernelFamily family, CopyStep step) {
        List<Launch> launches = new ArrayList<>();
        if (step.zeroFirst()) {
            launches.add(family.loop(Loop.zeros(step.result(), step.label())));
        }
        for (Part part : step.parts()) {
            if (size(part) > 0) {
                launches.add(isTranspose(part) ? family.transpose(step, part) : family.copy(step, part));
            }
        }
        return new StepLaunches(launches, List.of());
    }

    /** Elements of unsigned types of their size: a copy must not change the bits of a NaN. */
    static String element(DType dtype) {
        return switch (dtype.bytes()) {
            case 1 -> "uchar";
            case 4 -> "uint";
            case 8 -> "ulong";
            default -> throw new IllegalStateException("no element of " + dtype.bytes() + " bytes");
        };
    }

    static long size(Part part) {
        long size = 1;
        for (int length : part.lengths().toArray()) {
            size *= length;
        }
        return size;
    }

    static int rank(CopyStep step, Part part) {
        int rank = part.lengths().count();
        if (rank > MAX_AXES) {
            throw new UnsupportedOpException(
                    "%s moves elements along %d axes that cannot be merged; backend opencl takes %d. Merge axes by reshape first"
                            .formatted(step.label(), rank, MAX_AXES));
        }
        return rank;
    }

    static void strides(Arguments arguments, Part part) {
        for (int axis = 0; axis < part.lengths().count(); axis++) {
            arguments.ints(part.lengths().get(axis));
            arguments.longs(part.sourceStrides().get(axis), part.targetStrides().get(axis));
        }
    }

    /** Whether the part is {@code [batch, rows, cols] to [batch, cols, rows]}, the batch possibly missing. */
    private static boolean isTranspose(Part part) {
        int rank = part.lengths().count();
        if (rank != 2 && rank != 3) {
            return false;
        }
        boolean sourceRunsAlongRows = part.sourceStrides().get(rank - 2) == 1;
        boolean targetRunsAlongColumns = part.targetStrides().get(rank - 1) == 1;
        boolean fits = part.sourceStrides().get(rank - 1) <= Integer.MAX_VALUE
                && part.targetStrides().get(rank - 2) <= Integer.MAX_VALUE;
        return sourceRunsAlongRows
                && targetRunsAlongColumns
                && fits
                && part.sourceStrides().get(rank - 1) > 1;
    }

    /** What both transposing kernels take, in their order. */
    static Arguments transpose(CopyStep step, Part part) {
        int rank = part.lengths().count();
        return new Arguments()
                .value(part.source())
                .value(step.result())
                .ints(part.lengths().get(rank - 1), part.lengths().get(rank - 2))
                .longs(part.sourceOffset())
                .ints(part.sourceStrides().get(rank - 1).intValue())
                .longs(rank == 3 ? part.sourceStrides().getFirst() : 0)
                .longs(part.targetOffset())
                .ints(part.targetStrides().get(rank - 2).intValue())
                .longs(rank == 3 ? part.targetStrides().getFirst() : 0);
    }

    static int batch(Part part) {
        return part.lengths().count() == 3 ? part.lengths().get(0) : 1;
    }
}
