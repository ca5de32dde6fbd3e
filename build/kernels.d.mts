export declare const KERNELS: readonly { readonly source: string; readonly target: string }[];
export declare function compileKernel(source: string): Promise<Uint8Array>;
