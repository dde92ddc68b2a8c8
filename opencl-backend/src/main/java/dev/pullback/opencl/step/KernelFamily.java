package dev.pullback.opencl.step;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.plan.Step;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.device.DeviceType;

/**
 * The kernels for one kind of device. What is fast on a GPU reaches a few per cent of a processor's speed and the other way
 * round, so there are two families: {@link CpuFamily} has one work-item per group and explicit vectors, {@link GpuFamily}
 * has groups of many work-items and local memory. Both give right results on every device; option {@code family}
 * ({@code cpu} or {@code gpu}) overrides the choice.
 */
public abstract sealed class KernelFamily permits CpuFamily, GpuFamily {

    static final String OPTION = "family";

    final ClDevice device;

    KernelFamily(ClDevice device) {
        this.device = device;
    }

    public static KernelFamily choose(ClDevice device, BackendOptions options) {
        String byType = device.type() == DeviceType.CPU ? "cpu" : "gpu";
        String family = options.get("opencl", OPTION).orElse(byType);
        return switch (family) {
            case "cpu" -> new CpuFamily(device);
            case "gpu" -> new GpuFamily(device);
            default ->
                throw new ConfigurationException(
                        "Option 'family' of backend opencl is '%s'; it can be cpu or gpu".formatted(family));
        };
    }

    /** {@code "cpu"} or {@code "gpu"}. */
    public abstract String name();

    /** The kernels that do what a step says. */
    public final StepLaunches launches(Step step) {
        return switch (step) {
            case Step.ElementwiseStep elementwise -> StepLaunches.of(loop(Loop.of(elementwise)));
            case Step.IotaStep iota -> StepLaunches.of(loop(Loop.iota(iota)));
            case Step.RandomBitsStep random -> StepLaunches.of(loop(Loop.randomBits(random)));
            case Step.RowStep rows -> StepLaunches.of(rows(rows));
            case Step.MatMulStep matmul -> matmul(matmul);
            case Step.ReduceStep reduce -> {
                if (reduce.inner() > 1) {
                    // The kernels number the rows of all [length, inner] matrices in one go.
                    Count.of(reduce.outer() * reduce.length(), "rows", reduce.label());
                }
                yield reduce(reduce);
            }
            case Step.CopyStep copy -> CopyLaunches.of(this, copy);
            case Step.GatherStep gather -> StepLaunches.of(gather(gather));
            case Step.ScatterAddStep scatterAdd -> StepLaunches.of(scatterAdd(scatterAdd));
        };
    }

    abstract Launch loop(Loop loop);

    abstract Launch rows(Step.RowStep step);

    abstract StepLaunches matmul(Step.MatMulStep step);

    abstract StepLaunches reduce(Step.ReduceStep step);

    abstract Launch copy(Step.CopyStep step, Step.Part part);

    abstract Launch transpose(Step.CopyStep step, Step.Part part);

    abstract Launch gather(Step.GatherStep step);

    abstract Launch scatterAdd(Step.ScatterAddStep step);

    int computeUnits() {
        return Math.max(1, device.limits().computeUnits());
    }
}
