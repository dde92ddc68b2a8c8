// faults.cl: one wrong kernel for each kind of fault that Oclgrind is run for, and one that is right. Eight work-items in
// one group; every buffer has eight ints.

__kernel void right(__global const int* in, __global int* out) {
    const int i = (int)get_global_id(0);
    out[i] = in[i];
}

__kernel void data_race(__global const int* in, __global int* out) {
    out[0] = in[get_global_id(0)];
}

__kernel void local_data_race(__global const int* in, __global int* out) {
    __local int shared[8];
    const int i = (int)get_local_id(0);
    shared[i] = in[i];
    // Here a barrier is missing.
    out[i] = shared[7 - i];
}

__kernel void uninitialised_read(__global const int* in, __global int* out) {
    int written[2];
    written[0] = in[0];
    out[get_global_id(0)] = written[get_global_id(0) & 1];
}

__kernel void invalid_read(__global const int* in, __global int* out) {
    const int i = (int)get_global_id(0);
    out[i] = in[i + 1];
}

__kernel void invalid_write(__global const int* in, __global int* out) {
    const int i = (int)get_global_id(0);
    out[i + 1] = in[i];
}

__kernel void barrier_divergence(__global const int* in, __global int* out) {
    const int i = (int)get_global_id(0);
    if (in[i] > 3) barrier(CLK_LOCAL_MEM_FENCE);
    out[i] = in[i];
}
