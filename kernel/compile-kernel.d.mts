export declare function compileKernel(): Promise<string>;
