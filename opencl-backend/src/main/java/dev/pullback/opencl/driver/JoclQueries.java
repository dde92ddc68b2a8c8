package dev.pullback.opencl.driver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jocl.CL;
import org.jocl.NativePointerObject;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_platform_id;
import org.jocl.cl_program;

/** Asks OpenCL through JOCL, and remembers the objects behind the platforms' and devices' handles. */
final class JoclQueries {

    /** A JOCL info call: asked once for the size of its answer, once for the answer. */
    @FunctionalInterface
    private interface InfoCall {
        int ask(long capacity, Pointer answer, long[] size);
    }

    private final Map<Long, cl_platform_id> platforms = new ConcurrentHashMap<>();
    private final Map<Long, cl_device_id> devices = new ConcurrentHashMap<>();

    long[] platforms() {
        int[] count = new int[1];
        int status = JoclCalls.status("clGetPlatformIDs", () -> CL.clGetPlatformIDs(0, null, count));
        if (status == ClStatus.PLATFORM_NOT_FOUND || (status == ClStatus.SUCCESS && count[0] == 0)) {
            return new long[0];
        }
        JoclCalls.run("clGetPlatformIDs", "", () -> status);
        cl_platform_id[] found = new cl_platform_id[count[0]];
        JoclCalls.run("clGetPlatformIDs", "", () -> CL.clGetPlatformIDs(found.length, found, null));
        return remember(found, platforms);
    }

    long[] devices(long platform) {
        cl_platform_id id = platform(platform, "clGetDeviceIDs");
        int[] count = new int[1];
        int status = JoclCalls.status(
                "clGetDeviceIDs", () -> CL.clGetDeviceIDs(id, ClChecks.EVERY_DEVICE_TYPE, 0, null, count));
        if (status == ClStatus.DEVICE_NOT_FOUND || (status == ClStatus.SUCCESS && count[0] == 0)) {
            return new long[0];
        }
        JoclCalls.run("clGetDeviceIDs", "", () -> status);
        cl_device_id[] found = new cl_device_id[count[0]];
        JoclCalls.run(
                "clGetDeviceIDs",
                "",
                () -> CL.clGetDeviceIDs(id, ClChecks.EVERY_DEVICE_TYPE, found.length, found, null));
        return remember(found, devices);
    }

    cl_platform_id platform(long platform, String call) {
        cl_platform_id id = platforms.get(platform);
        if (id == null) {
            throw ClException.refused(call, ClStatus.INVALID_PLATFORM, "platforms() gave no such handle");
        }
        return id;
    }

    cl_device_id device(long device, String call) {
        cl_device_id id = devices.get(device);
        if (id == null) {
            throw ClException.refused(call, ClStatus.INVALID_DEVICE, "devices() gave no such handle");
        }
        return id;
    }

    byte[] platformInfo(long platform, PlatformInfo question) {
        cl_platform_id id = platform(platform, "clGetPlatformInfo");
        return answer(
                "clGetPlatformInfo",
                question.name(),
                (capacity, answer, size) -> CL.clGetPlatformInfo(id, question.code(), capacity, answer, size));
    }

    byte[] deviceInfo(long device, DeviceInfo question) {
        cl_device_id id = device(device, "clGetDeviceInfo");
        return answer(
                "clGetDeviceInfo",
                question.name(),
                (capacity, answer, size) -> CL.clGetDeviceInfo(id, question.code(), capacity, answer, size));
    }

    long kernelWorkGroupInfo(cl_kernel kernel, long device, WorkGroupInfo question) {
        cl_device_id id = device(device, "clGetKernelWorkGroupInfo");
        return InfoValue.number(answer(
                "clGetKernelWorkGroupInfo",
                question.name(),
                (capacity, answer, size) ->
                        CL.clGetKernelWorkGroupInfo(kernel, id, question.code(), capacity, answer, size)));
    }

    String buildLog(cl_program program, cl_device_id device) {
        return InfoValue.string(answer(
                "clGetProgramBuildInfo",
                "LOG",
                (capacity, answer, size) ->
                        CL.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, capacity, answer, size)));
    }

    long profilingTime(cl_event event, int question) {
        return InfoValue.number(answer(
                "clGetEventProfilingInfo",
                "",
                (capacity, answer, size) -> CL.clGetEventProfilingInfo(event, question, capacity, answer, size)));
    }

    private static byte[] answer(String call, String question, InfoCall info) {
        long[] size = new long[1];
        JoclCalls.run(call, question, () -> info.ask(0, null, size));
        byte[] answer = new byte[Math.toIntExact(size[0])];
        if (answer.length > 0) {
            JoclCalls.run(call, question, () -> info.ask(answer.length, Pointer.to(answer), null));
        }
        return answer;
    }

    private static <T extends NativePointerObject> long[] remember(T[] found, Map<Long, T> known) {
        long[] handles = new long[found.length];
        for (int i = 0; i < found.length; i++) {
            handles[i] = found[i].getNativePointer();
            known.putIfAbsent(handles[i], found[i]);
        }
        return handles;
    }
}
