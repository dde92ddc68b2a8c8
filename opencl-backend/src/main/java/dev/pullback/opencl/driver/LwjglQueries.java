package dev.pullback.opencl.driver;

import static org.lwjgl.system.MemoryUtil.NULL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lwjgl.opencl.CL10;

/** Asks OpenCL through LWJGL: what there is, and what is true of it. */
final class LwjglQueries {

    /** An OpenCL info call: asked once for the size of its answer, once for the answer. */
    @FunctionalInterface
    private interface InfoCall {
        int ask(long capacity, long answer, long size);
    }

    long[] platforms() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
            int status = CL10.nclGetPlatformIDs(0, NULL, count.address());
            int platforms = count.get(ValueLayout.JAVA_INT, 0);
            if (status == ClStatus.PLATFORM_NOT_FOUND || (status == ClStatus.SUCCESS && platforms == 0)) {
                return new long[0];
            }
            LwjglDriver.check("clGetPlatformIDs", status);
            MemorySegment ids = arena.allocate(ValueLayout.JAVA_LONG, platforms);
            LwjglDriver.check("clGetPlatformIDs", CL10.nclGetPlatformIDs(platforms, ids.address(), NULL));
            return ids.toArray(ValueLayout.JAVA_LONG);
        }
    }

    long[] devices(long platform) {
        ClChecks.platform(platform, "clGetDeviceIDs");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
            int status = CL10.nclGetDeviceIDs(platform, ClChecks.EVERY_DEVICE_TYPE, 0, NULL, count.address());
            int devices = count.get(ValueLayout.JAVA_INT, 0);
            if (status == ClStatus.DEVICE_NOT_FOUND || (status == ClStatus.SUCCESS && devices == 0)) {
                return new long[0];
            }
            LwjglDriver.check("clGetDeviceIDs", status);
            MemorySegment ids = arena.allocate(ValueLayout.JAVA_LONG, devices);
            LwjglDriver.check(
                    "clGetDeviceIDs",
                    CL10.nclGetDeviceIDs(platform, ClChecks.EVERY_DEVICE_TYPE, devices, ids.address(), NULL));
            return ids.toArray(ValueLayout.JAVA_LONG);
        }
    }

    byte[] platformInfo(long platform, PlatformInfo question) {
        ClChecks.platform(platform, "clGetPlatformInfo");
        return answer(
                "clGetPlatformInfo",
                question.name(),
                (capacity, answer, size) -> CL10.nclGetPlatformInfo(platform, question.code(), capacity, answer, size));
    }

    byte[] deviceInfo(long device, DeviceInfo question) {
        ClChecks.device(device, "clGetDeviceInfo");
        return answer(
                "clGetDeviceInfo",
                question.name(),
                (capacity, answer, size) -> CL10.nclGetDeviceInfo(device, question.code(), capacity, answer, size));
    }

    long kernelWorkGroupInfo(long kernel, long device, WorkGroupInfo question) {
        ClChecks.device(device, "clGetKernelWorkGroupInfo");
        return InfoValue.number(answer(
                "clGetKernelWorkGroupInfo",
                question.name(),
                (capacity, answer, size) ->
                        CL10.nclGetKernelWorkGroupInfo(kernel, device, question.code(), capacity, answer, size)));
    }

    String buildLog(long program, long device) {
        ClChecks.device(device, "clGetProgramBuildInfo");
        return InfoValue.string(answer(
                "clGetProgramBuildInfo",
                "LOG",
                (capacity, answer, size) -> CL10.nclGetProgramBuildInfo(
                        program, device, CL10.CL_PROGRAM_BUILD_LOG, capacity, answer, size)));
    }

    long profilingTime(long event, int question) {
        return InfoValue.number(answer(
                "clGetEventProfilingInfo",
                "",
                (capacity, answer, size) -> CL10.nclGetEventProfilingInfo(event, question, capacity, answer, size)));
    }

    private static byte[] answer(String call, String question, InfoCall info) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
            check(call, question, info.ask(0, NULL, size.address()));
            long bytes = size.get(ValueLayout.JAVA_LONG, 0);
            if (bytes == 0) {
                return new byte[0];
            }
            MemorySegment answer = arena.allocate(bytes, Long.BYTES);
            check(call, question, info.ask(bytes, answer.address(), NULL));
            return answer.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static void check(String call, String question, int status) {
        if (status != ClStatus.SUCCESS) {
            throw new ClException(call, status, question);
        }
    }
}
