package dev.pullback.opencl.driver;

import static org.lwjgl.system.MemoryUtil.NULL;
import static org.lwjgl.system.MemoryUtil.memGetLong;
import static org.lwjgl.system.MemoryUtil.memPutByte;
import static org.lwjgl.system.MemoryUtil.memPutInt;
import static org.lwjgl.system.MemoryUtil.memPutLong;
import static org.lwjgl.system.MemoryUtil.memPutShort;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.lwjgl.opencl.CL;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.MemoryStack;

/**
 * OpenCL through LWJGL's raw calls, which take addresses and cost 20 to 40 ns each.
 *
 * <p>LWJGL's calls on buffers and arrays are avoided: they allocate, copy Java arrays element by element, and crash on a
 * heap buffer. What a call reads or writes beside the data lies on LWJGL's stack for the thread, which is safe because
 * every such value is consumed before the call returns.
 */
final class LwjglDriver implements ClDriver {

    private static final int POINTER = Long.BYTES;

    private final HandleTable live = new HandleTable();
    private final LwjglQueries queries = new LwjglQueries();

    LwjglDriver(String library) {
        // LWJGL 3.4 looks for libOpenCL.so alone, which only development packages install.
        if (Configuration.OPENCL_LIBRARY_NAME.get() == null) {
            Configuration.OPENCL_LIBRARY_NAME.set(library);
        }
        CL.getICD(); // loads the library now, so that what is missing shows here and not at the first call
    }

    @Override
    public String binding() {
        return ClDrivers.LWJGL;
    }

    @Override
    public long[] platforms() {
        return queries.platforms();
    }

    @Override
    public long[] devices(long platform) {
        return queries.devices(platform);
    }

    @Override
    public byte[] platformInfo(long platform, PlatformInfo question) {
        return queries.platformInfo(platform, question);
    }

    @Override
    public byte[] deviceInfo(long device, DeviceInfo question) {
        return queries.deviceInfo(device, question);
    }

    @Override
    public long createContext(long platform, long device) {
        return created(HandleKind.CONTEXT, LwjglObjects.context(platform, device));
    }

    @Override
    public long createQueue(long context, long device, boolean profiling) {
        return created(HandleKind.QUEUE, LwjglObjects.queue(context, device, profiling));
    }

    @Override
    public long createBuffer(long context, long flags, long bytes) {
        return created(HandleKind.BUFFER, LwjglObjects.buffer(context, flags, bytes));
    }

    @Override
    public long createSubBuffer(long buffer, long origin, long bytes) {
        return created(HandleKind.BUFFER, LwjglObjects.subBuffer(buffer, origin, bytes));
    }

    @Override
    public long buildProgram(long context, long device, String source, String options) {
        return created(HandleKind.PROGRAM, LwjglObjects.program(queries, context, device, source, options));
    }

    @Override
    public String buildLog(long program, long device) {
        return queries.buildLog(ClChecks.handle(HandleKind.PROGRAM, program, "clGetProgramBuildInfo"), device);
    }

    @Override
    public long createKernel(long program, String name) {
        return created(HandleKind.KERNEL, LwjglObjects.kernel(program, name));
    }

    @Override
    public long kernelWorkGroupInfo(long kernel, long device, WorkGroupInfo question) {
        return queries.kernelWorkGroupInfo(
                ClChecks.handle(HandleKind.KERNEL, kernel, "clGetKernelWorkGroupInfo"), device, question);
    }

    @Override
    public void release(HandleKind kind, long handle) {
        live.remove(kind, handle);
        int status = switch (kind) {
            case CONTEXT -> CL10.clReleaseContext(handle);
            case QUEUE -> CL10.clReleaseCommandQueue(handle);
            case BUFFER -> CL10.clReleaseMemObject(handle);
            case PROGRAM -> CL10.clReleaseProgram(handle);
            case KERNEL -> CL10.clReleaseKernel(handle);
            case EVENT -> CL10.clReleaseEvent(handle);
        };
        check(kind.releaseCall(), status);
    }

    @Override
    public int liveCount(HandleKind kind) {
        return live.count(kind);
    }

    @Override
    public void setArgMem(long kernel, int index, long buffer) {
        setArg8(kernel, index, ClChecks.handle(HandleKind.BUFFER, buffer, "clSetKernelArg"));
    }

    @Override
    public void setArgInt(long kernel, int index, int value) {
        setArg4(kernel, index, value);
    }

    @Override
    public void setArgLong(long kernel, int index, long value) {
        setArg8(kernel, index, value);
    }

    @Override
    public void setArgFloat(long kernel, int index, float value) {
        setArg4(kernel, index, Float.floatToRawIntBits(value));
    }

    @Override
    public void setArgDouble(long kernel, int index, double value) {
        setArg8(kernel, index, Double.doubleToRawLongBits(value));
    }

    @Override
    public void setArgLocal(long kernel, int index, long bytes) {
        ClChecks.localBytes(bytes);
        setArg(kernel, index, bytes, NULL);
    }

    private static void setArg4(long kernel, int index, int bits) {
        MemoryStack stack = MemoryStack.stackGet();
        int frame = stack.getPointer();
        try {
            long value = stack.nmalloc(Integer.BYTES, Integer.BYTES);
            memPutInt(value, bits);
            setArg(kernel, index, Integer.BYTES, value);
        } finally {
            stack.setPointer(frame);
        }
    }

    private static void setArg8(long kernel, int index, long bits) {
        MemoryStack stack = MemoryStack.stackGet();
        int frame = stack.getPointer();
        try {
            long value = stack.nmalloc(Long.BYTES, Long.BYTES);
            memPutLong(value, bits);
            setArg(kernel, index, Long.BYTES, value);
        } finally {
            stack.setPointer(frame);
        }
    }

    private static void setArg(long kernel, int index, long bytes, long value) {
        ClChecks.handle(HandleKind.KERNEL, kernel, "clSetKernelArg");
        int status = CL10.nclSetKernelArg(kernel, index, bytes, value);
        if (status != ClStatus.SUCCESS) {
            throw new ClException("clSetKernelArg", status, "argument " + index + " of " + bytes + " bytes");
        }
    }

    @Override
    public long enqueueNDRange(
            long queue,
            long kernel,
            int dims,
            long global0,
            long global1,
            long global2,
            long local0,
            long local1,
            long local2,
            boolean wantEvent) {
        String call = "clEnqueueNDRangeKernel";
        ClChecks.handle(HandleKind.QUEUE, queue, call);
        ClChecks.handle(HandleKind.KERNEL, kernel, call);
        ClChecks.grid(dims, global0, global1, global2, local0, local1, local2, call);
        MemoryStack stack = MemoryStack.stackGet();
        int frame = stack.getPointer();
        try {
            long global = sizes(stack, global0, global1, global2);
            long local = local0 == 0 ? NULL : sizes(stack, local0, local1, local2);
            long event = eventSlot(stack, wantEvent);
            int status = CL10.nclEnqueueNDRangeKernel(queue, kernel, dims, NULL, global, local, 0, NULL, event);
            if (status != ClStatus.SUCCESS) {
                throw new ClException(
                        call,
                        status,
                        "global " + ClChecks.sizes(dims, global0, global1, global2) + ", local "
                                + ClChecks.sizes(dims, local0, local1, local2));
            }
            return event(event);
        } finally {
            stack.setPointer(frame);
        }
    }

    @Override
    public long enqueueWrite(
            long queue,
            long buffer,
            boolean blocking,
            long bufferOffset,
            MemorySegment host,
            long hostOffset,
            long bytes,
            boolean wantEvent) {
        String call = "clEnqueueWriteBuffer";
        checkTransfer(queue, buffer, bufferOffset, bytes, call);
        long address = ClChecks.hostAddress(host, hostOffset, bytes, call);
        MemoryStack stack = MemoryStack.stackGet();
        int frame = stack.getPointer();
        try {
            long event = eventSlot(stack, wantEvent);
            int status = CL10.nclEnqueueWriteBuffer(
                    queue, buffer, blocking ? 1 : 0, bufferOffset, bytes, address, 0, NULL, event);
            return transferred(call, status, bytes, bufferOffset, event);
        } finally {
            stack.setPointer(frame);
            Reference.reachabilityFence(host);
        }
    }

    @Override
    public long enqueueRead(
            long queue,
            long buffer,
            boolean blocking,
            long bufferOffset,
            MemorySegment host,
            long hostOffset,
            long bytes,
            boolean wantEvent) {
        String call = "clEnqueueReadBuffer";
        checkTransfer(queue, buffer, bufferOffset, bytes, call);
        long address = ClChecks.writableHostAddress(host, hostOffset, bytes, call);
        MemoryStack stack = MemoryStack.stackGet();
        int frame = stack.getPointer();
        try {
            long event = eventSlot(stack, wantEvent);
            int status = CL10.nclEnqueueReadBuffer(
                    queue, buffer, blocking ? 1 : 0, bufferOffset, bytes, address, 0, NULL, event);
            return transferred(call, status, bytes, bufferOffset, event);
        } finally {
            stack.setPointer(frame);
            Reference.reachabilityFence(host);
        }
    }

    @Override
    public long enqueueCopy(
            long queue, long source, long target, long sourceOffset, long targetOffset, long bytes, boolean wantEvent) {
        String call = "clEnqueueCopyBuffer";
        checkTransfer(queue, source, sourceOffset, bytes, call);
        checkTransfer(queue, target, targetOffset, bytes, call);
        MemoryStack stack = MemoryStack.stackGet();
        int frame = stack.getPointer();
        try {
            long event = eventSlot(stack, wantEvent);
            int status =
                    CL10.nclEnqueueCopyBuffer(queue, source, target, sourceOffset, targetOffset, bytes, 0, NULL, event);
            return transferred(call, status, bytes, targetOffset, event);
        } finally {
            stack.setPointer(frame);
        }
    }

    @Override
    public long enqueueFill(
            long queue, long buffer, long pattern, int patternBytes, long offset, long bytes, boolean wantEvent) {
        String call = "clEnqueueFillBuffer";
        checkTransfer(queue, buffer, offset, bytes, call);
        ClChecks.pattern(patternBytes, offset, bytes, call);
        MemoryStack stack = MemoryStack.stackGet();
        int frame = stack.getPointer();
        try {
            long value = stack.nmalloc(Long.BYTES, Long.BYTES);
            switch (patternBytes) {
                case Byte.BYTES -> memPutByte(value, (byte) pattern);
                case Short.BYTES -> memPutShort(value, (short) pattern);
                case Integer.BYTES -> memPutInt(value, (int) pattern);
                default -> memPutLong(value, pattern);
            }
            long event = eventSlot(stack, wantEvent);
            int status = CL12.nclEnqueueFillBuffer(queue, buffer, value, patternBytes, offset, bytes, 0, NULL, event);
            return transferred(call, status, bytes, offset, event);
        } finally {
            stack.setPointer(frame);
        }
    }

    @Override
    public MemorySegment mapBuffer(long queue, long buffer, long bytes) {
        return LwjglObjects.mapped(queue, buffer, bytes);
    }

    @Override
    public void unmapBuffer(long queue, long buffer, MemorySegment mapped) {
        String call = "clEnqueueUnmapMemObject";
        ClChecks.handle(HandleKind.QUEUE, queue, call);
        ClChecks.handle(HandleKind.BUFFER, buffer, call);
        check(call, CL10.nclEnqueueUnmapMemObject(queue, buffer, mapped.address(), 0, NULL, NULL));
    }

    @Override
    public void flush(long queue) {
        check("clFlush", CL10.clFlush(ClChecks.handle(HandleKind.QUEUE, queue, "clFlush")));
    }

    @Override
    public void finish(long queue) {
        check("clFinish", CL10.clFinish(ClChecks.handle(HandleKind.QUEUE, queue, "clFinish")));
    }

    @Override
    public void waitEvent(long event) {
        ClChecks.handle(HandleKind.EVENT, event, "clWaitForEvents");
        MemoryStack stack = MemoryStack.stackGet();
        int frame = stack.getPointer();
        try {
            long list = stack.nmalloc(POINTER, POINTER);
            memPutLong(list, event);
            check("clWaitForEvents", CL10.nclWaitForEvents(1, list));
        } finally {
            stack.setPointer(frame);
        }
    }

    @Override
    public long profilingNanos(long event) {
        ClChecks.handle(HandleKind.EVENT, event, "clGetEventProfilingInfo");
        return queries.profilingTime(event, CL10.CL_PROFILING_COMMAND_END)
                - queries.profilingTime(event, CL10.CL_PROFILING_COMMAND_START);
    }

    private long created(HandleKind kind, long handle) {
        live.add(kind, handle, Boolean.TRUE);
        return handle;
    }

    private static void checkTransfer(long queue, long buffer, long offset, long bytes, String call) {
        ClChecks.handle(HandleKind.QUEUE, queue, call);
        ClChecks.handle(HandleKind.BUFFER, buffer, call);
        ClChecks.range(offset, bytes, call);
    }

    private static long sizes(MemoryStack stack, long s0, long s1, long s2) {
        long sizes = stack.nmalloc(Long.BYTES, 3 * Long.BYTES);
        memPutLong(sizes, s0);
        memPutLong(sizes + Long.BYTES, s1);
        memPutLong(sizes + 2 * Long.BYTES, s2);
        return sizes;
    }

    private static long eventSlot(MemoryStack stack, boolean wanted) {
        return wanted ? stack.nmalloc(POINTER, POINTER) : NULL;
    }

    private long transferred(String call, int status, long bytes, long offset, long eventSlot) {
        if (status != ClStatus.SUCCESS) {
            throw new ClException(call, status, bytes + " bytes at offset " + offset);
        }
        return event(eventSlot);
    }

    private long event(long slot) {
        return slot == NULL ? 0 : created(HandleKind.EVENT, memGetLong(slot));
    }

    static void check(String call, int status) {
        if (status != ClStatus.SUCCESS) {
            throw new ClException(call, status, "");
        }
    }
}
