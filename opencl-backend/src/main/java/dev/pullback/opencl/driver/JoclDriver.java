package dev.pullback.opencl.driver;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.jocl.CL;
import org.jocl.NativePointerObject;
import org.jocl.Pointer;
import org.jocl.cl_buffer_region;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_platform_id;
import org.jocl.cl_program;

/**
 * OpenCL through JOCL, which keeps a Java object for every OpenCL object and cannot make one from a handle: the table of
 * live handles holds them.
 *
 * <p>Its calls cost 0.3 to 0.8 µs each and allocate; LWJGL is the one for speed.
 */
final class JoclDriver implements ClDriver {

    /** A buffer and the pointer to its handle, which every kernel argument needs. */
    private record Memory(cl_mem mem, Pointer pointer) {}

    private final HandleTable live = new HandleTable();
    private final JoclQueries queries = new JoclQueries();

    JoclDriver() {
        queries.platforms(); // loads the library now, so that what is missing shows here and not at a later call
    }

    @Override
    public String binding() {
        return ClDrivers.JOCL;
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
        cl_context_properties properties = new cl_context_properties();
        cl_platform_id platformId = queries.platform(platform, "clCreateContext");
        cl_device_id[] devices = {queries.device(device, "clCreateContext")};
        properties.addProperty(CL.CL_CONTEXT_PLATFORM, platformId);
        return created(
                HandleKind.CONTEXT,
                JoclCalls.create(
                        "clCreateContext",
                        "",
                        status -> CL.clCreateContext(properties, 1, devices, null, null, status)));
    }

    @Override
    @SuppressWarnings("deprecation") // its successor came with OpenCL 2.0, which not every driver here has
    public long createQueue(long context, long device, boolean profiling) {
        String call = "clCreateCommandQueue";
        cl_context owner = context(context, call);
        cl_device_id id = queries.device(device, call);
        long properties = profiling ? CL.CL_QUEUE_PROFILING_ENABLE : 0;
        return created(
                HandleKind.QUEUE,
                JoclCalls.create(call, "", status -> CL.clCreateCommandQueue(owner, id, properties, status)));
    }

    @Override
    public long createBuffer(long context, long flags, long bytes) {
        String call = "clCreateBuffer";
        cl_context owner = context(context, call);
        ClChecks.range(0, bytes, call);
        return created(JoclCalls.create(
                call, bytes + " bytes", status -> CL.clCreateBuffer(owner, flags, bytes, null, status)));
    }

    @Override
    public long createSubBuffer(long buffer, long origin, long bytes) {
        String call = "clCreateSubBuffer";
        cl_mem whole = memory(buffer, call).mem();
        ClChecks.range(origin, bytes, call);
        var region = new cl_buffer_region(origin, bytes);
        return created(JoclCalls.create(
                call,
                bytes + " bytes at offset " + origin,
                status -> CL.clCreateSubBuffer(whole, 0, CL.CL_BUFFER_CREATE_TYPE_REGION, region, status)));
    }

    @Override
    public long buildProgram(long context, long device, String source, String options) {
        cl_context owner = context(context, "clCreateProgramWithSource");
        cl_device_id[] devices = {queries.device(device, "clBuildProgram")};
        cl_program program = JoclCalls.create(
                "clCreateProgramWithSource",
                source.length() + " characters of source",
                status -> CL.clCreateProgramWithSource(owner, 1, new String[] {source}, null, status));
        int built =
                JoclCalls.status("clBuildProgram", () -> CL.clBuildProgram(program, 1, devices, options, null, null));
        if (built != ClStatus.SUCCESS) {
            try {
                throw new ClBuildException(built, source, options, queries.buildLog(program, devices[0]));
            } finally {
                JoclCalls.run("clReleaseProgram", "", () -> CL.clReleaseProgram(program));
            }
        }
        return created(HandleKind.PROGRAM, program);
    }

    @Override
    public String buildLog(long program, long device) {
        String call = "clGetProgramBuildInfo";
        return queries.buildLog((cl_program) live.get(HandleKind.PROGRAM, program, call), queries.device(device, call));
    }

    @Override
    public long createKernel(long program, String name) {
        cl_program owner = (cl_program) live.get(HandleKind.PROGRAM, program, "clCreateKernel");
        return created(
                HandleKind.KERNEL,
                JoclCalls.create("clCreateKernel", "kernel " + name, status -> CL.clCreateKernel(owner, name, status)));
    }

    @Override
    public long kernelWorkGroupInfo(long kernel, long device, WorkGroupInfo question) {
        return queries.kernelWorkGroupInfo(kernel(kernel, "clGetKernelWorkGroupInfo"), device, question);
    }

    @Override
    public void release(HandleKind kind, long handle) {
        Object object = live.remove(kind, handle);
        JoclCalls.run(kind.releaseCall(), "", () -> switch (kind) {
            case CONTEXT -> CL.clReleaseContext((cl_context) object);
            case QUEUE -> CL.clReleaseCommandQueue((cl_command_queue) object);
            case BUFFER -> CL.clReleaseMemObject(((Memory) object).mem());
            case PROGRAM -> CL.clReleaseProgram((cl_program) object);
            case KERNEL -> CL.clReleaseKernel((cl_kernel) object);
            case EVENT -> CL.clReleaseEvent((cl_event) object);
        });
    }

    @Override
    public int liveCount(HandleKind kind) {
        return live.count(kind);
    }

    @Override
    public void setArgMem(long kernel, int index, long buffer) {
        setArg(kernel, index, Long.BYTES, memory(buffer, "clSetKernelArg").pointer());
    }

    @Override
    public void setArgInt(long kernel, int index, int value) {
        setArg(kernel, index, Integer.BYTES, JoclMemory.ofThread().holding(value));
    }

    @Override
    public void setArgLong(long kernel, int index, long value) {
        setArg(kernel, index, Long.BYTES, JoclMemory.ofThread().holding(value));
    }

    @Override
    public void setArgFloat(long kernel, int index, float value) {
        setArgInt(kernel, index, Float.floatToRawIntBits(value));
    }

    @Override
    public void setArgDouble(long kernel, int index, double value) {
        setArgLong(kernel, index, Double.doubleToRawLongBits(value));
    }

    @Override
    public void setArgLocal(long kernel, int index, long bytes) {
        ClChecks.localBytes(bytes);
        setArg(kernel, index, bytes, null);
    }

    private void setArg(long kernel, int index, long bytes, Pointer value) {
        cl_kernel target = kernel(kernel, "clSetKernelArg");
        int status = JoclCalls.status("clSetKernelArg", () -> CL.clSetKernelArg(target, index, bytes, value));
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
        cl_command_queue target = queue(queue, call);
        cl_kernel run = kernel(kernel, call);
        ClChecks.grid(dims, global0, global1, global2, local0, local1, local2, call);
        long[] global = {global0, global1, global2};
        long[] local = local0 == 0 ? null : new long[] {local0, local1, local2};
        cl_event event = eventSlot(wantEvent);
        int status = JoclCalls.status(
                call, () -> CL.clEnqueueNDRangeKernel(target, run, dims, null, global, local, 0, null, event));
        if (status != ClStatus.SUCCESS) {
            throw new ClException(
                    call,
                    status,
                    "global " + ClChecks.sizes(dims, global0, global1, global2) + ", local "
                            + ClChecks.sizes(dims, local0, local1, local2));
        }
        return event(event);
    }

    /**
     * {@inheritDoc}
     *
     * <p>JOCL parks a thread for every transfer that does not block, so here each one blocks.
     */
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
        cl_command_queue target = queue(queue, call);
        cl_mem mem = memory(buffer, call).mem();
        ClChecks.range(bufferOffset, bytes, call);
        Pointer pointer = JoclMemory.at(ClChecks.hostAddress(host, hostOffset, bytes, call));
        cl_event event = eventSlot(wantEvent);
        try {
            int status = JoclCalls.status(
                    call,
                    () -> CL.clEnqueueWriteBuffer(target, mem, true, bufferOffset, bytes, pointer, 0, null, event));
            return transferred(call, status, bytes, bufferOffset, event);
        } finally {
            Reference.reachabilityFence(host);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>JOCL parks a thread for every transfer that does not block, so here each one blocks.
     */
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
        cl_command_queue source = queue(queue, call);
        cl_mem mem = memory(buffer, call).mem();
        ClChecks.range(bufferOffset, bytes, call);
        Pointer pointer = JoclMemory.at(ClChecks.writableHostAddress(host, hostOffset, bytes, call));
        cl_event event = eventSlot(wantEvent);
        try {
            int status = JoclCalls.status(
                    call,
                    () -> CL.clEnqueueReadBuffer(source, mem, true, bufferOffset, bytes, pointer, 0, null, event));
            return transferred(call, status, bytes, bufferOffset, event);
        } finally {
            Reference.reachabilityFence(host);
        }
    }

    @Override
    public long enqueueCopy(
            long queue, long source, long target, long sourceOffset, long targetOffset, long bytes, boolean wantEvent) {
        String call = "clEnqueueCopyBuffer";
        cl_command_queue through = queue(queue, call);
        cl_mem from = memory(source, call).mem();
        cl_mem to = memory(target, call).mem();
        ClChecks.range(sourceOffset, bytes, call);
        ClChecks.range(targetOffset, bytes, call);
        cl_event event = eventSlot(wantEvent);
        int status = JoclCalls.status(
                call,
                () -> CL.clEnqueueCopyBuffer(through, from, to, sourceOffset, targetOffset, bytes, 0, null, event));
        return transferred(call, status, bytes, targetOffset, event);
    }

    @Override
    public long enqueueFill(
            long queue, long buffer, long pattern, int patternBytes, long offset, long bytes, boolean wantEvent) {
        String call = "clEnqueueFillBuffer";
        cl_command_queue through = queue(queue, call);
        cl_mem mem = memory(buffer, call).mem();
        ClChecks.pattern(patternBytes, offset, bytes, call);
        Pointer value = JoclMemory.ofThread().holding(pattern, patternBytes);
        cl_event event = eventSlot(wantEvent);
        int status = JoclCalls.status(
                call, () -> CL.clEnqueueFillBuffer(through, mem, value, patternBytes, offset, bytes, 0, null, event));
        return transferred(call, status, bytes, offset, event);
    }

    @Override
    public MemorySegment mapBuffer(long queue, long buffer, long bytes) {
        String call = "clEnqueueMapBuffer";
        return JoclMemory.mapped(queue(queue, call), memory(buffer, call).mem(), bytes);
    }

    @Override
    public void unmapBuffer(long queue, long buffer, MemorySegment mapped) {
        String call = "clEnqueueUnmapMemObject";
        JoclMemory.unmap(queue(queue, call), memory(buffer, call).mem(), mapped);
    }

    @Override
    public void flush(long queue) {
        cl_command_queue target = queue(queue, "clFlush");
        JoclCalls.run("clFlush", "", () -> CL.clFlush(target));
    }

    @Override
    public void finish(long queue) {
        cl_command_queue target = queue(queue, "clFinish");
        JoclCalls.run("clFinish", "", () -> CL.clFinish(target));
    }

    @Override
    public void waitEvent(long event) {
        cl_event[] list = {(cl_event) live.get(HandleKind.EVENT, event, "clWaitForEvents")};
        JoclCalls.run("clWaitForEvents", "", () -> CL.clWaitForEvents(1, list));
    }

    @Override
    public long profilingNanos(long event) {
        cl_event timed = (cl_event) live.get(HandleKind.EVENT, event, "clGetEventProfilingInfo");
        return queries.profilingTime(timed, CL.CL_PROFILING_COMMAND_END)
                - queries.profilingTime(timed, CL.CL_PROFILING_COMMAND_START);
    }

    private cl_context context(long handle, String call) {
        return (cl_context) live.get(HandleKind.CONTEXT, handle, call);
    }

    private cl_command_queue queue(long handle, String call) {
        return (cl_command_queue) live.get(HandleKind.QUEUE, handle, call);
    }

    private cl_kernel kernel(long handle, String call) {
        return (cl_kernel) live.get(HandleKind.KERNEL, handle, call);
    }

    private Memory memory(long handle, String call) {
        return (Memory) live.get(HandleKind.BUFFER, handle, call);
    }

    private long created(cl_mem mem) {
        live.add(HandleKind.BUFFER, mem.getNativePointer(), new Memory(mem, Pointer.to(mem)));
        return mem.getNativePointer();
    }

    private long created(HandleKind kind, NativePointerObject object) {
        live.add(kind, object.getNativePointer(), object);
        return object.getNativePointer();
    }

    private static cl_event eventSlot(boolean wanted) {
        return wanted ? new cl_event() : null;
    }

    private long transferred(String call, int status, long bytes, long offset, cl_event event) {
        if (status != ClStatus.SUCCESS) {
            throw new ClException(call, status, bytes + " bytes at offset " + offset);
        }
        return event(event);
    }

    private long event(cl_event event) {
        return event == null ? 0 : created(HandleKind.EVENT, event);
    }
}
