import mark from '../mark.svg';

/** The sign of the product; what stands beside it says its name. */
export function Mark({ size }: { readonly size: number }) {
  return <img src={mark} alt="" width={size} height={size} />;
}
