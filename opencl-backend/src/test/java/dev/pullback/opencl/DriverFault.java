package dev.pullback.opencl;

import dev.pullback.opencl.driver.ClBuildException;
import dev.pullback.opencl.driver.ClException;
import dev.pullback.opencl.driver.ClStatus;
import dev.pullback.opencl.driver.FaultyDriver;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a driver does wrong, once or for good. */
sealed interface DriverFault {

    /** What each call is known to fail with. */
    Map<String, List<Integer>> STATUSES = Map.ofEntries(
            Map.entry("createContext", List.of(ClStatus.DEVICE_NOT_AVAILABLE, ClStatus.OUT_OF_HOST_MEMORY)),
            Map.entry("createQueue", List.of(ClStatus.OUT_OF_RESOURCES, ClStatus.INVALID_VALUE)),
            Map.entry(
                    "createBuffer",
                    List.of(
                            ClStatus.MEM_OBJECT_ALLOCATION_FAILURE,
                            ClStatus.OUT_OF_RESOURCES,
                            ClStatus.OUT_OF_HOST_MEMORY,
                            ClStatus.INVALID_CONTEXT)),
            Map.entry("buildProgram", List.of(DriverFault.BUILD_FAILURE, ClStatus.OUT_OF_HOST_MEMORY)),
            Map.entry("createKernel", List.of(ClStatus.INVALID_PROGRAM, ClStatus.OUT_OF_HOST_MEMORY)),
            Map.entry("setArgMem", List.of(ClStatus.INVALID_MEM_OBJECT, ClStatus.OUT_OF_RESOURCES)),
            Map.entry("setArgInt", List.of(ClStatus.INVALID_ARG_SIZE, ClStatus.OUT_OF_HOST_MEMORY)),
            Map.entry("setArgLong", List.of(ClStatus.INVALID_ARG_SIZE, ClStatus.OUT_OF_HOST_MEMORY)),
            Map.entry(
                    "enqueueNDRange",
                    List.of(
                            ClStatus.MEM_OBJECT_ALLOCATION_FAILURE,
                            ClStatus.OUT_OF_RESOURCES,
                            ClStatus.INVALID_WORK_GROUP_SIZE,
                            ClStatus.INVALID_COMMAND_QUEUE)),
            Map.entry("enqueueWrite", List.of(ClStatus.OUT_OF_RESOURCES, ClStatus.INVALID_COMMAND_QUEUE)),
            Map.entry("enqueueRead", List.of(ClStatus.OUT_OF_HOST_MEMORY, ClStatus.EXEC_STATUS_ERROR)),
            Map.entry("mapBuffer", List.of(ClStatus.MEM_OBJECT_ALLOCATION_FAILURE, ClStatus.OUT_OF_HOST_MEMORY)),
            Map.entry("unmapBuffer", List.of(ClStatus.OUT_OF_RESOURCES, ClStatus.INVALID_COMMAND_QUEUE)),
            Map.entry("flush", List.of(ClStatus.OUT_OF_RESOURCES, ClStatus.INVALID_COMMAND_QUEUE)),
            Map.entry("finish", List.of(ClStatus.OUT_OF_HOST_MEMORY, ClStatus.NVIDIA_ILLEGAL_ACCESS)),
            Map.entry("waitEvent", List.of(ClStatus.OUT_OF_RESOURCES, ClStatus.EXEC_STATUS_ERROR)),
            Map.entry("profilingNanos", List.of(ClStatus.PROFILING_INFO_NOT_AVAILABLE, ClStatus.OUT_OF_RESOURCES)));

    int BUILD_FAILURE = -11;

    void plan(FaultyDriver driver);

    /** Whether nobody may hear of it: the backend tries again where memory was short, and closing never fails. */
    boolean mayPass();

    /**
     * A method fails, so many times in a row.
     *
     * @param nth its first call that fails, from 1 on
     */
    record Failing(String method, int nth, int times, int status) implements DriverFault {

        @Override
        public void plan(FaultyDriver driver) {
            for (int i = 0; i < times; i++) {
                driver.failingAt(method, nth + i, failure());
            }
        }

        private ClException failure() {
            return status == BUILD_FAILURE
                    ? new ClBuildException(status, "the source", "", "planned by the test")
                    : new ClException(method, status, "planned by the test");
        }

        @Override
        public boolean mayPass() {
            return failure().isOutOfMemory() || method.equals("finish") || method.equals("unmapBuffer");
        }
    }

    /** The device answers nothing from this call on. */
    record Lost(int nth) implements DriverFault {

        @Override
        public void plan(FaultyDriver driver) {
            driver.lostAt(nth);
        }

        @Override
        public boolean mayPass() {
            return false;
        }
    }

    /**
     * A fault at a call that is sure to come.
     *
     * @param calls how often each method is called when nothing fails
     * @param answered how often all of them are
     */
    static DriverFault drawn(Map<String, Integer> calls, int answered, SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            return new Lost(random.nextInt(1, answered)); // the last call may be that of a close
        }
        List<String> methods = calls.keySet().stream().sorted().toList();
        String method = methods.get(random.nextInt(methods.size()));
        List<Integer> statuses = STATUSES.get(method);
        int nth = random.nextInt(1, calls.get(method) + 1);
        return new Failing(method, nth, random.nextInt(1, 3), statuses.get(random.nextInt(statuses.size())));
    }
}
